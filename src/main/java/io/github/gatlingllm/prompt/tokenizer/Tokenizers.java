package io.github.gatlingllm.prompt.tokenizer;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.ModelType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Tokenizers by the name of a vocabulary or model, or by the path of a file. */
public final class Tokenizers {

  /** The tokenizer used where none is named. */
  public static final String DEFAULT_NAME = "o200k_base";

  private static final Map<String, EncodingType> VOCABULARIES =
      Map.of(
          "o200k_base", EncodingType.O200K_BASE,
          "cl100k_base", EncodingType.CL100K_BASE,
          "p50k_base", EncodingType.P50K_BASE,
          "r50k_base", EncodingType.R50K_BASE);

  /** The date that ends the name of a model's snapshot: {@code -2024-08-06} or {@code -0613}. */
  private static final Pattern SNAPSHOT = Pattern.compile("-(\\d{4}-\\d{2}-\\d{2}|\\d{4})$");

  private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

  private static final Map<EncodingType, Tokenizer> TOKENIZERS = new ConcurrentHashMap<>();

  private static final Map<TokenizeEndpoint, Tokenizer> SERVERS = new ConcurrentHashMap<>();

  private Tokenizers() {}

  /** Whether a name stands for the tokenizer of the server that is tested. */
  public static boolean isServer(String name) {
    return name.equals(ServerTokenizer.NAME);
  }

  /**
   * The tokenizer of a server, asked over HTTP. Nothing is sent before the first count. What it has
   * counted is kept, up to a bound, for the life of the process.
   */
  public static Tokenizer of(TokenizeEndpoint endpoint) {
    return SERVERS.computeIfAbsent(endpoint, ServerTokenizer::new);
  }

  /**
   * The tokenizer of a vocabulary, of an OpenAI model or of a file.
   *
   * <p>A vocabulary is read on the first count, which takes about a second, a file at once; both
   * are then kept for the life of the process.
   *
   * @param name {@code o200k_base}, {@code cl100k_base}, {@code p50k_base}, {@code r50k_base}; a
   *     model such as {@code gpt-4o}, with or without the date of a snapshot; or the path of a
   *     {@code tokenizer.json} or of a folder that holds one, {@code ~} being the user's home. A
   *     path is what holds a separator, begins with {@code .} or {@code ~}, ends with {@code .json}
   *     or exists
   * @throws TokenizerException if the name is none of these, or if the file cannot be read. A name
   *     that only begins like a known model's is refused too: {@code gpt-4.1} has another
   *     vocabulary than {@code gpt-4}. No vocabulary is guessed for a model of another maker
   */
  public static Tokenizer named(String name) {
    Optional<EncodingType> type = vocabulary(name);
    if (type.isPresent()) {
      return TOKENIZERS.computeIfAbsent(type.get(), key -> new JtokkitTokenizer(key, ENCODINGS));
    }
    if (isServer(name)) {
      throw new TokenizerException(
          "tokenizer \"server\" needs to know which: in a simulation, call serverTokenizer(baseUrl,"
              + " model, apiKey)");
    }
    if (TokenizerFile.isPath(name)) {
      return TokenizerFiles.at(name);
    }
    throw new TokenizerException(
        "unknown tokenizer \""
            + name
            + "\": use o200k_base, cl100k_base, p50k_base, r50k_base, the name of an OpenAI model"
            + " that has one of them, such as gpt-4o or gpt-4, for any other model the path of its"
            + " tokenizer.json or of the folder that holds it, or \"server\" where the server has"
            + " /tokenize");
  }

  private static Optional<EncodingType> vocabulary(String name) {
    EncodingType type = VOCABULARIES.get(name);
    if (type != null) {
      return Optional.of(type);
    }
    return ModelType.fromName(name)
        .or(() -> ModelType.fromName(SNAPSHOT.matcher(name).replaceFirst("")))
        .map(ModelType::getEncodingType);
  }
}

package io.github.gatlingllm.prompt;

import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Prompts made up from a seed: lines of a corpus, cut to an exact number of tokens.
 *
 * <p>Prompt i depends on the settings, the seed and i alone, byte for byte. A message is
 *
 * <pre>
 * &lt;a few words that no other prompt begins with&gt;
 * Randomly stream lines from the following text with N output tokens. Don't generate eos tokens:
 *
 * &lt;lines of the corpus, in random order&gt;
 * &lt;the user's instruction, if any&gt;
 * </pre>
 *
 * and all of it counts towards its length. The second line is left out of messages too short to
 * hold it, and the shortest messages are only words.
 *
 * <p>With the tokenizers of {@link Tokenizers} every message has exactly the tokens that were drawn
 * for it. Another tokenizer may split text so that no message of exactly that length is found; then
 * the nearest one found is given. {@link Prompt#tokenCount()} is always what the tokenizer counts
 * in the text.
 *
 * <p>No two of the first 2^40 prompts are equal, except where messages are so short that the words
 * for it run out: there are at least 256 different messages of one token, and 256 times as many
 * with each token more.
 *
 * <p>Safe for use by any thread.
 */
public final class SyntheticPrompts implements PromptSource {

  /** Of so many prompts no two are equal, unless they are very short. */
  static final long UNIQUE = 1L << 40;

  /** Counts of a whole message before the nearest is taken. With tiktoken's vocabularies 1 or 2. */
  private static final int MAX_COUNTS = 8;

  private static final PrefixTexts.Prefix NO_PREFIX = new PrefixTexts.Prefix("", 0);

  private final Tokenizer tokenizer;
  private final TokenLength inputTokens;
  private final TokenLength outputTokens;
  private final long seed;
  private final SingleTokenWords words;
  private final PartCounter counter;
  private final CountedLines lines;
  private final Nonces nonces;
  private final String suffix;
  private final int suffixTokens;
  private final int shortest;
  private final Style style;

  /**
   * What prompts look like.
   *
   * @param task what the model is told to do
   * @param filling what they are filled with
   * @param shared what they begin with in common, or null
   */
  private record Style(PromptTask task, PromptText filling, @Nullable Shared shared) {
    static final Style DEFAULT = new Style(PromptTask.STREAM_LINES, PromptText.CORPUS, null);
  }

  /**
   * What prompts begin with in common.
   *
   * @param settings how long it is
   * @param groups which prompts have the same
   * @param texts the texts
   */
  private record Shared(SharedPrefix settings, PrefixGroups groups, PrefixTexts texts) {}

  private SyntheticPrompts(
      Tokenizer tokenizer,
      TokenLength inputTokens,
      TokenLength outputTokens,
      long seed,
      Corpus corpus,
      @Nullable String instruction) {
    this.tokenizer = tokenizer;
    this.inputTokens = inputTokens;
    this.outputTokens = outputTokens;
    this.seed = seed;
    this.words = SingleTokenWords.of(tokenizer);
    this.counter = new PartCounter(tokenizer, words.word(0));
    this.lines = new CountedLines(counter, corpus);
    this.nonces = new Nonces(words, seed);
    this.suffix = instruction == null || instruction.isEmpty() ? "" : "\n" + instruction;
    this.suffixTokens = suffix.isEmpty() ? 0 : counter.after(suffix);
    this.style = Style.DEFAULT;
    this.shortest = counter.around() + (suffix.isEmpty() ? 1 : suffixTokens + nonces.fullLength());
    checkLength();
  }

  private SyntheticPrompts(
      SyntheticPrompts texts, TokenLength inputTokens, TokenLength outputTokens, Style style) {
    this.style = style;
    this.tokenizer = texts.tokenizer;
    this.inputTokens = inputTokens;
    this.outputTokens = outputTokens;
    this.seed = texts.seed;
    this.words = texts.words;
    this.counter = texts.counter;
    this.lines = texts.lines;
    this.nonces = texts.nonces;
    this.suffix = texts.suffix;
    this.suffixTokens = texts.suffixTokens;
    Shared shared = style.shared();
    this.shortest =
        shared == null
            ? texts.shortest
            : counter.around()
                + shared.settings().tokens()
                + nonces.fullLength()
                + Math.max(1, suffixTokens);
    checkLength();
  }

  private void checkLength() {
    if ((!suffix.isEmpty() || style.shared() != null) && inputTokens.mean() < shortest) {
      throw tooShort();
    }
  }

  /** Prompts of the built-in corpus, without an instruction of the user's. */
  public static SyntheticPrompts of(
      Tokenizer tokenizer, TokenLength inputTokens, TokenLength outputTokens, long seed) {
    return of(tokenizer, inputTokens, outputTokens, seed, Corpus.builtIn(), null);
  }

  /**
   * Prompts of a corpus.
   *
   * @param inputTokens the lengths of the messages
   * @param outputTokens the lengths of the answers they ask for
   * @param instruction text that ends every message, whole, after a line feed. Where a length drawn
   *     is too short for it and the words that make the message unique, the message is as long as
   *     these need
   * @throws PromptException if the mean of {@code inputTokens} is too short for the instruction, or
   *     if the tokenizer reads no English word as one token
   */
  public static SyntheticPrompts of(
      Tokenizer tokenizer,
      TokenLength inputTokens,
      TokenLength outputTokens,
      long seed,
      Corpus corpus,
      @Nullable String instruction) {
    return new SyntheticPrompts(tokenizer, inputTokens, outputTokens, seed, corpus, instruction);
  }

  /**
   * Prompts of other lengths, and else the same settings: what was found out about the tokenizer
   * and the corpus is used in common.
   *
   * @throws PromptException if the mean of {@code inputTokens} is too short for the instruction
   */
  public SyntheticPrompts withLengths(TokenLength newInputTokens, TokenLength newOutputTokens) {
    return new SyntheticPrompts(this, newInputTokens, newOutputTokens, style);
  }

  /** Prompts with another task and another filling, and else the same settings. */
  public SyntheticPrompts with(PromptTask newTask, PromptText newText) {
    return new SyntheticPrompts(
        this, inputTokens, outputTokens, new Style(newTask, newText, style.shared()));
  }

  /**
   * The same prompts with a front that they have in common, which is part of their length. What
   * makes a prompt unique comes behind it.
   *
   * @throws PromptException if the mean of the input tokens is too short for it
   */
  public SyntheticPrompts withSharedPrefix(SharedPrefix prefix) {
    return new SyntheticPrompts(
        this,
        inputTokens,
        outputTokens,
        new Style(
            style.task(),
            style.filling(),
            new Shared(
                prefix,
                new PrefixGroups(prefix.groups(), prefix.skew(), seed),
                new PrefixTexts(prefix, words, counter, seed))));
  }

  /** The same with other lengths of the messages alone. */
  SyntheticPrompts withInputLength(TokenLength newInputTokens) {
    return new SyntheticPrompts(this, newInputTokens, outputTokens, style);
  }

  /** The mean length of the messages, with those that are raised to what they need. */
  public double meanInputTokens() {
    return inputTokens.meanRaisedTo(shortest);
  }

  private PromptException tooShort() {
    Shared shared = style.shared();
    String front =
        shared == null
            ? ""
            : "the prefix that prompts share needs " + shared.settings().tokens() + " tokens, ";
    return new PromptException(
        front
            + "the instruction at the end of each prompt needs "
            + suffixTokens
            + " tokens and what makes a prompt unique "
            + nonces.fullLength()
            + ": a mean of "
            + inputTokens.mean()
            + " input tokens is too short for them");
  }

  @Override
  public Prompt prompt(long index) {
    if (index < 0) {
      throw new IllegalArgumentException("a prompt's index must be 0 or more, but is " + index);
    }
    RandomGenerator random = Seeds.random(seed, index);
    int drawn = inputTokens.sample(random);
    int target = Math.max(shortest, drawn);
    int outputTarget = outputTokens.sample(random);
    Shared shared = style.shared();
    if (shared == null) {
      Draft draft = draft(NO_PREFIX, index, target, outputTarget, random);
      return fit(draft, target, random, index, outputTarget)
          .asked(drawn)
          .countedBy(tokenizer.name());
    }
    int group = shared.groups().group(index);
    PrefixTexts.Prefix prefix = shared.texts().of(group, this::fill);
    int sent = shared.groups().isSeen(index) ? prefix.tokens() : 0;
    Draft draft = draft(prefix, index, target, outputTarget, random);
    return fit(draft, target, random, index, outputTarget)
        .asked(drawn)
        .countedBy(tokenizer.name())
        .with(new PromptReuse(false, sent, group));
  }

  private Draft draft(
      PrefixTexts.Prefix prefix, long index, int target, int outputTarget, RandomGenerator random) {
    int available = target - suffixTokens - counter.around() - prefix.tokens();
    String nonce = String.join(" ", nonces.words(index, nonces.fullLength())) + "\n";
    for (String head : List.of(nonce + style.task().header(outputTarget), nonce)) {
      int left = available - counter.before(head);
      if (left > 0) {
        Draft draft = new Draft(prefix.text() + head, suffix);
        fill(draft, left, random);
        return draft;
      }
    }
    Draft draft = new Draft(prefix.text(), suffix);
    draft.addWords(nonces.words(index, available));
    return draft;
  }

  /**
   * Adds whole lines, the start of one more, and single-token words for what then is missing, which
   * is one token at least.
   */
  private void fill(Draft draft, int tokens, RandomGenerator random) {
    if (style.filling() == PromptText.WORDS) {
      draft.grow(tokens, words, random);
      return;
    }
    LineOrder order = new LineOrder(lines.size(), random);
    int left = tokens;
    int line = order.next();
    while (lines.tokens(line) < left) {
      draft.addLine(lines.text(line));
      left -= lines.tokens(line);
      line = order.next();
    }
    left = draft.addStartOf(lines.text(line), left - 1, counter);
    draft.grow(left + 1, words, random);
  }

  /**
   * Counts the whole message and corrects it by the difference, because tokens can join where the
   * parts meet.
   */
  private Prompt fit(
      Draft draft, int target, RandomGenerator random, long index, int outputTarget) {
    Prompt nearest = counted(draft, index, outputTarget);
    Prompt last = nearest;
    for (int counts = 1; counts < MAX_COUNTS && last.tokenCount() != target; counts++) {
      int missing = target - last.tokenCount();
      if (missing > 0) {
        draft.grow(missing, words, random);
      } else {
        draft.shrink(-missing, words, random);
      }
      last = counted(draft, index, outputTarget);
      if (Math.abs(last.tokenCount() - target) < Math.abs(nearest.tokenCount() - target)) {
        nearest = last;
      }
    }
    return nearest;
  }

  private Prompt counted(Draft draft, long index, int outputTarget) {
    String text = draft.text();
    return new Prompt(index, text, tokenizer.count(text), outputTarget);
  }
}

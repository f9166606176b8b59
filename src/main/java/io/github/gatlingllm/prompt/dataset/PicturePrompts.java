package io.github.gatlingllm.prompt.dataset;

import io.github.gatlingllm.api.ContentPart;
import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.PromptReuse;
import io.github.gatlingllm.prompt.PromptSource;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The prompts of another source with made-up pictures behind the last message's text: rectangles of
 * random places and colours. No two are alike, so none is found in a server's cache.
 *
 * <p>Picture k of prompt i depends on the options, the seed, i and k alone. Its pixels do; how they
 * are packed is the JDK's choice.
 *
 * <p>Safe for use by any thread.
 */
public final class PicturePrompts implements PromptSource {

  private static final int RECTANGLES = 32;
  private static final int COLOURS = 1 << 24;

  private final PromptSource source;
  private final PictureOptions options;
  private final long seed;

  /** Adds pictures to the prompts of a source. */
  public PicturePrompts(PromptSource source, PictureOptions options, long seed) {
    this.source = source;
    this.options = options;
    this.seed = seed;
  }

  @Override
  public Prompt prompt(long index) {
    Prompt prompt = source.prompt(index);
    List<Message> messages = new ArrayList<>(prompt.messages());
    Message last = messages.remove(messages.size() - 1);
    List<ContentPart> parts = new ArrayList<>(last.parts());
    for (int i = 0; i < options.count(); i++) {
      parts.add(new ContentPart.Image(dataUrl(index * PictureOptions.MAX_COUNT + i), ""));
    }
    messages.add(new Message(last.role(), parts, last.extra()));
    // Its text may have been sent before, but never with these pictures.
    PromptReuse reuse = prompt.reuse();
    return new Prompt(
        prompt.index(),
        messages,
        prompt.tokenCount(),
        prompt.inputTokenTarget(),
        prompt.outputTokenTarget(),
        new PromptReuse(false, reuse.sharedTokens(), reuse.group()),
        prompt.body(),
        prompt.tokenizer(),
        prompt.original());
  }

  private String dataUrl(long picture) {
    BufferedImage image = drawn(new SplittableRandom(mixed(picture)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, options.format(), out)) {
        throw new PromptException("this JDK cannot write pictures as " + options.format());
      }
    } catch (IOException e) {
      throw new PromptException("a picture could not be made: " + e, e);
    }
    return "data:image/"
        + options.format()
        + ";base64,"
        + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** Neighbouring seeds of a SplittableRandom give streams that overlap: its output does not. */
  private long mixed(long picture) {
    return new SplittableRandom(new SplittableRandom(seed).nextLong() + picture).nextLong();
  }

  private BufferedImage drawn(SplittableRandom random) {
    int width = options.width();
    int height = options.height();
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, random.nextInt(COLOURS));
    for (int i = 0; i < RECTANGLES; i++) {
      int left = random.nextInt(width);
      int right = left + 1 + random.nextInt(width - left);
      int top = random.nextInt(height);
      int bottom = top + 1 + random.nextInt(height - top);
      int colour = random.nextInt(COLOURS);
      for (int row = top; row < bottom; row++) {
        Arrays.fill(pixels, row * width + left, row * width + right, colour);
      }
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, pixels, 0, width);
    return image;
  }
}

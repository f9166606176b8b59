package io.github.gatlingllm.prompt.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.api.ContentPart;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptReuse;
import io.github.gatlingllm.prompt.PromptSource;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PicturePromptsTest {

  private static final PromptSource TEXTS =
      index ->
          new Prompt(index, "Describe it.", 3, 9)
              .with(new PromptReuse(true, 3, PromptReuse.NO_GROUP));

  private static String url(Prompt prompt, int part) {
    return ((ContentPart.Image) prompt.messages().get(0).parts().get(part)).url();
  }

  private static BufferedImage picture(String url) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  @Test
  void picturesStandBehindTheTextInTheirSize() throws IOException {
    Prompt prompt = new PicturePrompts(TEXTS, new PictureOptions(2, 40, 30, "png"), 1).prompt(5);

    assertThat(prompt.text()).isEqualTo("Describe it.");
    assertThat(prompt.tokenCount()).isEqualTo(3);
    assertThat(prompt.messages().get(0).parts()).hasSize(3);
    assertThat(url(prompt, 1)).startsWith("data:image/png;base64,iVBOR");
    assertThat(picture(url(prompt, 2)).getWidth()).isEqualTo(40);
    assertThat(picture(url(prompt, 2)).getHeight()).isEqualTo(30);
    assertThat(prompt.reuse()).isEqualTo(new PromptReuse(false, 3, PromptReuse.NO_GROUP));
  }

  @Test
  void noTwoAreAlikeAndASeedGivesTheSameAgain() {
    PictureOptions options = new PictureOptions(2, 16, 16, "jpeg");
    PicturePrompts prompts = new PicturePrompts(TEXTS, options, 1);
    Set<String> urls = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      urls.add(url(prompts.prompt(i), 1));
      urls.add(url(prompts.prompt(i), 2));
    }

    assertThat(urls).hasSize(200);
    assertThat(urls).contains(url(new PicturePrompts(TEXTS, options, 1).prompt(7), 1));
    assertThat(urls).doesNotContain(url(new PicturePrompts(TEXTS, options, 2).prompt(7), 1));
  }

  @Test
  void sizesHaveBounds() {
    assertThatThrownBy(() -> new PictureOptions(1, 4097, 1, "png"))
        .hasMessage("width is 4097; accepted: 1 to 4096");
    assertThatThrownBy(() -> new PictureOptions(0, 1, 1, "png"))
        .hasMessage("count is 0; accepted: 1 to 16");
  }
}

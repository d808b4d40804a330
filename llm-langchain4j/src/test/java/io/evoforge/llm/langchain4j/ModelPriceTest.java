package io.evoforge.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ModelPriceTest {
    @Test
    void dollars_for_a_million_tokens_are_millionths_for_one_rounded_up() {
        assertThat(new ModelPrice(3, 15).microdollars(1000, 200)).isEqualTo(6000);
        assertThat(new ModelPrice(0.15, 0.6).microdollars(1, 1)).isEqualTo(1);
        assertThat(ModelPrice.FREE.microdollars(1_000_000, 1_000_000)).isZero();
    }

    @Test
    void a_published_price_holds_for_a_model_with_or_without_its_date_and_for_no_other() {
        ModelPrice sonnet = new ModelPrice(3, 15);

        assertThat(ModelPrice.published(ModelProvider.ANTHROPIC, "claude-sonnet-4-5"))
                .hasValue(sonnet);
        assertThat(ModelPrice.published(ModelProvider.ANTHROPIC, "claude-sonnet-4-5-20250929"))
                .hasValue(sonnet);
        assertThat(ModelPrice.published(ModelProvider.ANTHROPIC, "claude-sonnet-4-9"))
                .isEmpty();
        assertThat(ModelPrice.published(ModelProvider.OPENAI, "gpt-4o-2024-11-20"))
                .hasValue(new ModelPrice(2.5, 10));
        assertThat(ModelPrice.published(ModelProvider.OPENAI, "gpt-4o-audio-preview"))
                .isEmpty();
        assertThat(ModelPrice.published(ModelProvider.OLLAMA, "qwen3-coder")).hasValue(ModelPrice.FREE);
    }

    @Test
    void at_another_address_no_published_price_holds() {
        ModelSettings own = ModelSettings.of(ModelProvider.OPENAI, "gpt-4o");

        assertThat(own.price()).isNotNull();
        assertThat(own.at(URI.create("https://llm.example/v1/")).price()).isNull();
        assertThat(ModelSettings.of(ModelProvider.OLLAMA, "qwen3-coder")
                        .at(URI.create("http://gpu:11434/"))
                        .price())
                .isEqualTo(ModelPrice.FREE);
    }

    @Test
    void prices_and_addresses_that_cannot_be_are_refused() {
        ModelSettings own = ModelSettings.of(ModelProvider.OPENAI, "gpt-4o");

        assertThatIllegalArgumentException().isThrownBy(() -> new ModelPrice(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelPrice(Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> own.at(URI.create("ftp://host/")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> own.at(URI.create("https://me:secret@host/")))
                .withMessageNotContaining("secret");
    }
}

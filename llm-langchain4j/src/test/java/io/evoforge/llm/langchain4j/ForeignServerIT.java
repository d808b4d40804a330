package io.evoforge.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evoforge.core.credentials.Secret;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.testkit.proposal.CandidateProposerContract;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract against a server by somebody else, who read the same descriptions of the providers' interfaces. */
class ForeignServerIT {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private static AimockServer server;

    @BeforeAll
    static void start() throws URISyntaxException {
        server = AimockServer.start(
                Path.of(ForeignServerIT.class.getResource("aimock.json").toURI()));
    }

    @AfterAll
    static void close() {
        if (server != null) {
            server.close();
        }
    }

    @Nested
    class Anthropic extends Provider {
        Anthropic() {
            super(ModelProvider.ANTHROPIC);
        }
    }

    @Nested
    class OpenAi extends Provider {
        OpenAi() {
            super(ModelProvider.OPENAI);
        }
    }

    @Nested
    class Ollama extends Provider {
        Ollama() {
            super(ModelProvider.OLLAMA);
        }
    }

    abstract static class Provider extends CandidateProposerContract {
        private final ModelProvider provider;

        Provider(ModelProvider provider) {
            this.provider = provider;
        }

        @Override
        protected CandidateProposer proposer() {
            return asking(AimockServer.KEY);
        }

        private LangChain4jProposer asking(String key) {
            ModelSettings settings = ModelSettings.of(provider, "some-model")
                    .at(server.addressOf(provider))
                    .withPrice(new ModelPrice(3, 15))
                    .withLimits(CallLimits.DEFAULT.withAnswers(1000, 1).withPatience(Duration.ofSeconds(60), 1));
            return new LangChain4jProposer(
                    settings, () -> Optional.of(new Secret(key)), call -> {}, CLOCK, pause -> {});
        }

        @Test
        void the_pieces_make_one_answer() {
            ModelReply reply = proposer().propose(request(1, 7)).orElseThrow();

            assertThat(reply.text()).isEqualTo("""
                    A smaller step

                    ```java
                    public final class Codec {
                        static final int STEP = 15;
                    }
                    ```
                    """);
        }

        @Test
        void a_wrong_key_is_told_as_what_it_is() {
            ProposerException failure = catchThrowableOfType(
                    ProposerException.class, () -> asking("another").propose(request(1, 7)));

            assertThat(failure.reason()).isEqualTo(ProposerException.Reason.UNAUTHENTICATED);
        }
    }
}

package io.evoforge.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.evoforge.core.credentials.Secret;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.ProposerException.Reason;
import io.evoforge.testkit.proposal.CandidateProposerContract;
import io.evoforge.testkit.proposal.ModelQuestion;
import io.evoforge.testkit.proposal.ModelReaction;
import io.evoforge.testkit.proposal.ModelStream;
import io.evoforge.testkit.proposal.ModelWire;
import io.evoforge.testkit.proposal.StubModelServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What every provider promises through {@link LangChain4jProposer}, over a server that speaks its wire format. */
abstract class ModelProviderContract extends CandidateProposerContract {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final String FILE = """
            A smaller step

            ```java
            public final class Codec {
                static final int STEP = 15;
            }
            ```
            """;

    private final List<StubModelServer> servers = new ArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final List<ModelCall> calls = new CopyOnWriteArrayList<>();

    abstract ModelProvider provider();

    private ModelWire wire() {
        return ModelWire.valueOf(provider().name());
    }

    @AfterEach
    void close() {
        servers.forEach(StubModelServer::close);
    }

    @Override
    protected CandidateProposer proposer() {
        return asking(server(ModelReaction.says(FILE)));
    }

    /** A server that gives these reactions one after the other, the last one for ever. */
    private StubModelServer server(ModelReaction... reactions) {
        Deque<ModelReaction> left = new ArrayDeque<>(List.of(reactions));
        StubModelServer server = StubModelServer.start(wire(), question -> {
            synchronized (left) {
                return left.size() > 1 ? left.poll() : left.element();
            }
        });
        servers.add(server);
        return server;
    }

    private ModelSettings settings(StubModelServer server) {
        return ModelSettings.of(provider(), StubModelServer.MODEL)
                .at(server.baseUrl())
                .withPrice(new ModelPrice(3, 15))
                .withLimits(CallLimits.DEFAULT.withAnswers(1000, 2).withPatience(Duration.ofSeconds(60), 4));
    }

    private LangChain4jProposer asking(StubModelServer server) {
        return asking(settings(server), StubModelServer.KEY);
    }

    private LangChain4jProposer asking(ModelSettings settings, String key) {
        return new LangChain4jProposer(settings, () -> Optional.of(new Secret(key)), calls::add, CLOCK, pauses::add);
    }

    private ModelReply answer(StubModelServer server) {
        return asking(server).propose(request(1, 7)).orElseThrow();
    }

    private ProposerException failure(StubModelServer server) {
        return failure(() -> asking(server).propose(request(1, 7)));
    }

    private static ProposerException failure(Supplier<Optional<ModelReply>> call) {
        ProposerException failure = catchThrowableOfType(ProposerException.class, call::get);
        assertThat(failure).as("a failure").isNotNull();
        return failure;
    }

    @Test
    void the_streamed_pieces_are_the_answer_and_the_providers_counts_are_the_price() {
        StubModelServer server = server(ModelReaction.says(FILE));
        ProposalRequest request = request(1, 7);

        ModelReply reply = asking(server).propose(request).orElseThrow();

        ModelQuestion question = server.questions().get(0);
        assertThat(reply.text()).isEqualTo(FILE);
        assertThat(question.messages()).containsExactly(request.prompt());
        assertThat(question.maximumTokens()).isEqualTo(1000);
        assertThat(reply.usage().inputTokens()).isEqualTo(request.prompt().length() / 4 + 8);
        assertThat(reply.usage().outputTokens()).isEqualTo(FILE.length() / 4 + 1);
        assertThat(reply.usage().microdollars())
                .isEqualTo(
                        3L * reply.usage().inputTokens() + 15L * reply.usage().outputTokens());
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.ending()).isEqualTo(Ending.FINISHED);
            assertThat(call.requests()).isEqualTo(1);
            assertThat(call.estimated()).isFalse();
        });
    }

    @Test
    void text_in_any_language_survives_the_cut_into_pieces() {
        String text = "Ein größerer Schritt für 動画 🎬. ".repeat(40);

        assertThat(answer(server(ModelReaction.says(text))).text()).isEqualTo(text);
    }

    @Test
    void a_cut_answer_is_continued_and_put_together_and_all_of_it_is_paid() {
        StubModelServer server = server(
                ModelReaction.cutOff("A step\n\n```java\npublic final class Codec {\n    int ste"),
                ModelReaction.says("p = 15;\n}\n```\n"));

        ModelReply reply = answer(server);

        assertThat(reply.text())
                .isEqualTo("A step\n\n```java\npublic final class Codec {\n    int step = 15;\n}\n```\n");
        assertThat(server.questions()).hasSize(2);
        assertThat(server.questions().get(1).messages())
                .hasSize(3)
                .element(1)
                .isEqualTo("A step\n\n```java\npublic final class Codec {\n    int ste");
        assertThat(reply.usage().inputTokens())
                .isGreaterThan(2L * (server.questions().get(0).prompt().length() / 4));
        assertThat(calls).singleElement().extracting(ModelCall::ending).isEqualTo(Ending.FINISHED);
    }

    @Test
    void an_answer_that_stays_cut_is_returned_as_far_as_it_came() {
        StubModelServer server =
                server(ModelReaction.cutOff("one "), ModelReaction.cutOff("two "), ModelReaction.cutOff("three "));

        assertThat(answer(server).text()).isEqualTo("one two three ");
        assertThat(server.questions()).hasSize(3);
        assertThat(calls).singleElement().extracting(ModelCall::ending).isEqualTo(Ending.CUT_OFF);
    }

    @Test
    void a_cut_answer_that_cannot_be_continued_is_not_thrown_away() {
        StubModelServer server = server(
                ModelReaction.cutOff("paid for"), ModelReaction.fails(400, "invalid_request_error", "no", Map.of()));

        assertThat(answer(server).text()).isEqualTo("paid for");
        assertThat(calls).singleElement().extracting(ModelCall::ending).isEqualTo(Ending.CUT_OFF);
    }

    @Test
    void the_most_a_call_can_cost_covers_its_continuations() {
        String half = "x".repeat(3900);
        StubModelServer server = server(ModelReaction.cutOff(half));
        LangChain4jProposer proposer = asking(server);
        ProposalRequest request = request(1, 7);

        ModelReply reply = proposer.propose(request).orElseThrow();

        assertThat(server.questions()).hasSize(3);
        assertThat(reply.usage().microdollars())
                .isLessThanOrEqualTo(proposer.atMost(request).microdollars());
    }

    @Test
    void a_refusal_an_empty_answer_and_a_tool_call_are_answers_that_were_paid_for() {
        ModelReply refusal = answer(server(ModelReaction.refuses("I cannot help with that.")));
        ModelReply empty = answer(server(ModelReaction.says("")));
        ModelReply tool = answer(server(ModelReaction.callsTool("run_shell", "{\"a\": 1}")));

        assertThat(refusal.text()).isEqualTo("I cannot help with that.");
        assertThat(empty.text()).isEmpty();
        assertThat(tool.text()).isEmpty();
        assertThat(List.of(refusal, empty, tool))
                .allSatisfy(reply -> assertThat(reply.usage().microdollars()).isPositive());
        // Ollama has no sign for a refusal: there it is an answer in prose
        assertThat(calls)
                .extracting(ModelCall::ending)
                .containsExactly(
                        provider() == ModelProvider.OLLAMA ? Ending.FINISHED : Ending.REFUSED,
                        Ending.EMPTY,
                        Ending.TOOL_CALL);
    }

    @Test
    void an_answer_of_two_megabytes_is_cut_off_while_it_comes() {
        StubModelServer server = server(answer -> {
            answer.begin();
            for (int i = 0; i < 200; i++) {
                answer.piece("0123456789".repeat(1000));
            }
            answer.end(ModelStream.Finish.STOP);
        });
        ModelSettings settings =
                settings(server).withLimits(new CallLimits(1000, 2, 100_000, Duration.ofSeconds(60), 1, Duration.ZERO));

        ModelReply reply =
                asking(settings, StubModelServer.KEY).propose(request(1, 7)).orElseThrow();

        assertThat(reply.text()).hasSize(100_001);
        assertThat(reply.usage().outputTokens()).isPositive();
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.ending()).isEqualTo(Ending.TOO_LONG);
            assertThat(call.estimated()).isTrue();
        });
    }

    @Test
    void faults_that_pass_are_tried_again_after_the_pause_that_the_provider_asks_for() {
        StubModelServer server = server(
                ModelReaction.fails(429, "rate_limit_error", "slow down", Map.of("retry-after", "7")),
                ModelReaction.fails(429, "rate_limit_error", "slow down", Map.of("retry-after", "soon")),
                ModelReaction.fails(529, "overloaded_error", "Overloaded", Map.of()),
                ModelReaction.says(FILE));

        assertThat(answer(server).text()).isEqualTo(FILE);
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(calls).singleElement().extracting(ModelCall::requests).isEqualTo(4);
    }

    @Test
    void a_pause_may_be_asked_for_as_a_date_and_one_that_is_too_long_is_not_waited_for() {
        StubModelServer dated = server(
                ModelReaction.fails(
                        503, "overloaded_error", "later", Map.of("retry-after", "Thu, 1 Jan 2026 00:00:09 GMT")),
                ModelReaction.says(FILE));
        StubModelServer long_ =
                server(ModelReaction.fails(429, "rate_limit_error", "tomorrow", Map.of("retry-after", "864000")));

        assertThat(answer(dated).text()).isEqualTo(FILE);
        assertThat(pauses).containsExactly(Duration.ofSeconds(9));
        assertThat(failure(long_).reason()).isEqualTo(Reason.RATE_LIMITED);
        assertThat(long_.questions()).hasSize(1);
    }

    @Test
    void a_server_in_trouble_and_answers_that_break_off_are_tried_until_the_tries_are_used_up() {
        StubModelServer healed = server(
                ModelReaction.fails(500, "api_error", "oops", Map.of()),
                ModelReaction.breaksOff("half of"),
                ModelReaction.failsMidway("overloaded_error", "Overloaded"),
                ModelReaction.says(FILE));
        StubModelServer broken = server(ModelReaction.fails(502, "api_error", "bad gateway", Map.of()));

        assertThat(answer(healed).text()).isEqualTo(FILE);
        ProposerException failure = failure(broken);
        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasMessageContaining("502").hasMessageContaining("bad gateway");
        assertThat(broken.questions()).hasSize(4);
    }

    @Test
    void an_unknown_model_and_a_request_that_is_refused_are_not_tried_again() {
        StubModelServer server = server(ModelReaction.fails(400, "invalid_request_error", "too long", Map.of()));
        ModelSettings unknown = ModelSettings.of(provider(), "no-such-model").at(server.baseUrl());

        ProposerException refused = failure(server);
        ProposerException missing =
                failure(() -> asking(unknown, StubModelServer.KEY).propose(request(1, 7)));

        assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
        assertThat(refused).hasMessageContaining("too long");
        assertThat(missing.reason()).isEqualTo(Reason.REFUSED);
        assertThat(missing).hasMessageContaining("no-such-model").hasMessageContaining("Check the model's name");
        assertThat(server.questions()).hasSize(2);
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_wrong_key_is_told_at_once_and_never_shown() {
        StubModelServer server = server(ModelReaction.raw(401, "application/json", "{\"error\": \"invalid key\"}"));

        ProposerException failure = failure(server);

        assertThat(failure.reason()).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(failure).hasMessageContaining("Check the key");
        assertThat(server.questions()).hasSize(1);
    }

    @Test
    void what_is_no_models_answer_is_named() {
        StubModelServer page = server(ModelReaction.raw(
                200, "text/html", "<!DOCTYPE html><html><title>Log in</title><p>Please sign in</p></html>"));
        StubModelServer errorPage = server(ModelReaction.raw(404, "text/html", "<html><h1>Not here</h1></html>"));
        StubModelServer prose = server(ModelReaction.raw(200, "text/plain", "It works!"));
        StubModelServer garbage = server(ModelReaction.raw(200, "text/event-stream", "data: <<<\n\n"));

        assertThat(failure(page).reason()).isEqualTo(Reason.PROTOCOL);
        assertThat(failure(page)).hasMessageContaining("HTML").hasMessageContaining("Please sign in");
        assertThat(failure(errorPage)).hasMessageContaining("404").hasMessageContaining("Not here");
        assertThat(failure(prose).reason()).isEqualTo(Reason.PROTOCOL);
        assertThat(failure(garbage).reason()).isEqualTo(Reason.PROTOCOL);
        assertThat(prose.questions()).hasSize(1);
    }

    @Test
    void a_redirect_is_not_followed() {
        StubModelServer elsewhere = server(ModelReaction.says(FILE));
        StubModelServer server = server(answer -> answer.raw(
                307, "text/plain", "", Map.of("Location", elsewhere.baseUrl().toString())));

        assertThat(failure(server)).hasMessageContaining("redirect");
        assertThat(elsewhere.questions()).isEmpty();
    }

    @Test
    void a_call_ends_at_its_deadline_also_when_an_answer_has_begun() {
        StubModelServer silent = server(ModelReaction.silence());
        StubModelServer stalled = server(ModelReaction.stalls("a beginning"));

        for (StubModelServer server : List.of(silent, stalled)) {
            ModelSettings settings =
                    settings(server).withLimits(CallLimits.DEFAULT.withPatience(Duration.ofMillis(300), 3));
            ProposerException failure =
                    failure(() -> asking(settings, StubModelServer.KEY).propose(request(1, 7)));

            assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(failure).hasMessageContaining("no whole answer came within");
            assertThat(server.questions()).hasSize(1);
        }
    }

    @Test
    void interrupting_the_thread_ends_a_call_at_once_and_keeps_the_flag() throws Exception {
        for (ModelReaction reaction : List.of(ModelReaction.silence(), ModelReaction.stalls("a beginning"))) {
            CountDownLatch asked = new CountDownLatch(1);
            StubModelServer server = server(answer -> {
                asked.countDown();
                reaction.play(answer);
            });
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                ProposerException failure = failure(server);
                interrupted.complete(Thread.currentThread().isInterrupted()
                        && String.valueOf(failure.getMessage()).contains("cancelled"));
            });
            caller.start();

            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();

            assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.questions()).hasSize(1);
        }
    }

    @Test
    void nobody_at_the_address_is_a_fault_that_passes() {
        StubModelServer gone = server(ModelReaction.says(FILE));
        gone.close();

        ProposerException failure = failure(gone);

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    @Test
    void no_key_gets_into_a_log_a_message_or_a_text_form() {
        String canary = "sk-canary-5f1e8d2c9b7a4036";
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        StringWriter said = new StringWriter();
        try {
            for (ModelReaction reaction : List.of(
                    ModelReaction.says(FILE),
                    ModelReaction.fails(500, "api_error", "oops", Map.of()),
                    ModelReaction.raw(200, "text/event-stream", "data: {\"x\": \n\n"),
                    ModelReaction.breaksOff("half"))) {
                LangChain4jProposer proposer = asking(settings(server(reaction)), canary);
                said.append(proposer.toString()).append(proposer.name());
                try {
                    proposer.propose(request(1, 7));
                } catch (ProposerException e) {
                    e.printStackTrace(new PrintWriter(said, true));
                }
            }
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
        log.list.forEach(event -> said.append(event.getFormattedMessage()));

        assertThat(said.toString()).contains(StubModelServer.MODEL).doesNotContain(canary);
    }

    @Test
    void a_listener_that_fails_costs_no_answer() {
        StubModelServer server = server(ModelReaction.says(FILE));
        CallListener failing = call -> {
            throw new IllegalStateException("the disk of the recording is full");
        };
        LangChain4jProposer proposer = new LangChain4jProposer(
                settings(server), () -> Optional.of(new Secret(StubModelServer.KEY)), failing, CLOCK, pauses::add);

        assertThat(proposer.propose(request(1, 7)).orElseThrow().text()).isEqualTo(FILE);
    }

    @Test
    void without_a_key_the_providers_own_address_is_not_even_asked() {
        LangChain4jProposer proposer = new LangChain4jProposer(
                ModelSettings.of(ModelProvider.ANTHROPIC, "claude-sonnet-4-5"),
                ModelKey.NONE,
                CallListener.NONE,
                CLOCK);

        assertThatThrownBy(() -> proposer.propose(request(1, 7)))
                .isInstanceOf(ProposerException.class)
                .hasMessageContaining("there is no key for it");
    }
}

package io.evoforge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.gate.GateSettings;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.engine.EngineListener;
import io.evoforge.engine.EngineSettings;
import io.evoforge.engine.EvolutionEngine;
import io.evoforge.engine.RunLimits;
import io.evoforge.engine.RunOrigin;
import io.evoforge.engine.publishing.PublisherPublications;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import io.evoforge.testkit.evaluation.Evaluations;
import io.evoforge.testkit.evaluation.MarkedSourceEvaluator;
import io.evoforge.testkit.evolution.Evolutions;
import io.evoforge.testkit.proposal.ScriptedProposer;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.tools.AgentTools;
import io.evoforge.tools.ToolContext;
import io.evoforge.tools.ToolRight;
import io.evoforge.tools.langchain4j.EvoforgeTools;
import io.evoforge.tools.run.EngineRunControl;
import io.evoforge.tools.run.RunJournal;
import io.evoforge.tools.run.RunView;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.credentials.EnvironmentCredentialSource;
import io.evoforge.vcs.delivery.Delivery;
import io.evoforge.vcs.delivery.DeliveryPolicy;
import io.evoforge.vcs.delivery.DeliverySettings;
import io.evoforge.vcs.jgit.JGitSettings;
import io.evoforge.vcs.jgit.JGitVersionControl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent of somebody else's that has the tools in its own process, as the how-to page shows it. */
class AgentExampleTest {
    private static final SourceCode SEED = new SourceCode("class Codec {} // bits=1\n");

    @TempDir
    private Path directory;

    @Test
    void a_model_commits_what_a_run_left_behind() {
        BareGitRepository bare = BareGitRepository.create(directory.resolve("remote.git"));
        try (EvolutionStore killed = SqliteEvolutionStore.open(directory.resolve("state"))) {
            var adopted = Evolutions.evolution(1).build();
            killed.append(List.of(
                    new RunEvent.Started("run-1", 7, "nobody", Evaluations.IDENTITY, adopted.adoptedAt()),
                    new RunEvent.Adopted(adopted, adopted.adoptedAt())));
        }
        Script model = new Script();

        String answer = agent(
                directory.resolve("state"),
                new RepositoryUrl("file://" + bare.path()),
                new MarkedSourceEvaluator(),
                ScriptedProposer.of(),
                model);

        assertThat(answer).isEqualTo("v1 is committed.");
        assertThat(bare.log(new BranchName("main"))).hasSize(1);
        assertThat(model.heard).contains("\"version\":\"v1\"").contains("\"isNew\":true");
        assertThat(model.offered).contains("commit_and_push_latest").doesNotContain("rollback", "resume_run");
    }

    private static String agent(
            Path state, RepositoryUrl remote, CodecEvaluator evaluator, CandidateProposer proposer, ChatModel model) {
        // tag::tools[]
        Clock clock = Clock.systemUTC();
        var credentials = new EnvironmentCredentialSource(Map.of(), "GITHUB_");
        var gate = new AdoptionGate(GateSettings.DEFAULT);
        var settings = PublisherSettings.DEFAULT.withStrategy(CommitStrategy.PUSH);
        try (var git = new JGitVersionControl(JGitSettings.remote(state.resolve("git"), remote), credentials, clock);
                var store = SqliteEvolutionStore.open(state)) {
            var publisher = new EvolutionPublisher(git, settings, clock);
            var run = new RunView(RunJournal.of(store));
            try (var control = new EngineRunControl(
                    (proposed, listener) -> EvolutionEngine.builder(
                                    EngineSettings.of("run-1", 7, RunOrigin.seed(SEED)),
                                    List.of(proposed.orElse(proposer)),
                                    evaluator,
                                    store,
                                    new PublisherPublications(publisher))
                            .listener(listener)
                            .build(),
                    () -> store,
                    decided -> RunLimits.ofCandidates(decided + 20),
                    run,
                    EngineListener.NONE,
                    Duration.ofSeconds(30))) {
                var context = new ToolContext(
                        run,
                        control,
                        () -> publisher,
                        () -> new Delivery(publisher, DeliverySettings.of(DeliveryPolicy.DIRECT), null, clock),
                        settings,
                        () -> evaluator,
                        gate,
                        null,
                        evolution -> Optional.empty(),
                        clock);
                var rights = EnumSet.of(ToolRight.READ, ToolRight.EVALUATE, ToolRight.PROPOSE, ToolRight.PUBLISH);
                return ask(model, new EvoforgeTools(new AgentTools(context, rights)), "Commit the latest version.");
            }
        }
        // end::tools[]
    }

    // tag::agent[]
    /** Asks a model for something, and does what it asks for until it has no more wishes. */
    static String ask(ChatModel model, EvoforgeTools evoforge, String wish) {
        List<ChatMessage> conversation = new ArrayList<>();
        conversation.add(UserMessage.from(wish));
        while (true) {
            AiMessage answer = model.chat(ChatRequest.builder()
                            .messages(conversation)
                            .toolSpecifications(evoforge.specifications())
                            .build())
                    .aiMessage();
            conversation.add(answer);
            if (!answer.hasToolExecutionRequests()) {
                return answer.text();
            }
            answer.toolExecutionRequests().forEach(request -> conversation.add(evoforge.execute(request)));
        }
    }
    // end::agent[]

    @Test
    void the_page_shows_exactly_this_code() throws Exception {
        String page = Files.readString(Path.of("how-to/use-from-another-agent.md"));

        assertThat(page).contains(ShownCode.of(AgentExampleTest.class, "tools"));
        assertThat(page).contains(ShownCode.of(AgentExampleTest.class, "agent"));
    }

    /** A model that commits whatever it is asked, and keeps what it heard. */
    private static final class Script implements ChatModel {
        private final List<String> offered = new ArrayList<>();
        private String heard = "";

        @Override
        public ChatResponse doChat(ChatRequest request) {
            ChatMessage last = request.messages().get(request.messages().size() - 1);
            if (last instanceof ToolExecutionResultMessage result) {
                heard = result.text();
                return said(AiMessage.from("v1 is committed."));
            }
            request.toolSpecifications().forEach(tool -> offered.add(tool.name()));
            return said(AiMessage.from(ToolExecutionRequest.builder()
                    .id("1")
                    .name("commit_and_push_latest")
                    .arguments("{}")
                    .build()));
        }

        private static ChatResponse said(AiMessage message) {
            return ChatResponse.builder().aiMessage(message).build();
        }
    }
}

package io.evoforge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.app.demo.DemoResources;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.engine.EngineListener;
import io.evoforge.engine.EngineSettings;
import io.evoforge.engine.EvolutionEngine;
import io.evoforge.engine.RunLimits;
import io.evoforge.engine.RunOrigin;
import io.evoforge.engine.RunReport;
import io.evoforge.engine.publishing.PublisherPublications;
import io.evoforge.evaluator.sandbox.SandboxCodecEvaluator;
import io.evoforge.evaluator.sandbox.SandboxSettings;
import io.evoforge.evaluator.sandbox.video.DefaultClip;
import io.evoforge.evaluator.sandbox.video.NamedVideo;
import io.evoforge.evaluator.sandbox.video.SequenceSet;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.credentials.EnvironmentCredentialSource;
import io.evoforge.vcs.jgit.JGitSettings;
import io.evoforge.vcs.jgit.JGitVersionControl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop in somebody else's program, with their agent as the proposer. */
class EvolveExampleIT {
    private static final int FRAMES = 10;

    @TempDir
    private Path directory;

    @Test
    void an_agent_of_somebody_elses_improves_a_codec() {
        CandidateProposer recorded = DemoResources.recording();
        VideoSequence clip = DefaultClip.load().training().get(0).video();
        SequenceSet videos = SequenceSet.split(List.of(new NamedVideo(
                "bunny", new VideoSequence(clip.frameRate(), clip.frames().subList(0, FRAMES)))));

        RunReport report = evolve(directory, DemoResources.seedCodec(), videos, prompt -> {
            assertThat(prompt).contains("class EvolvedCodec");
            return recorded.propose(new ProposalRequest(1, 1, 0, 1, DemoResources.seedCodec(), prompt))
                    .map(ModelReply::text)
                    .orElseThrow();
        });

        assertThat(report.progress().champion()).isEqualTo(new EvolutionVersion(2));
        assertThat(report.pending()).isEmpty();
        assertThat(BareGitRepository.at(directory.resolve("git/repository.git")).log(new BranchName("main")))
                .hasSize(2);
    }

    private static RunReport evolve(
            Path state, SourceCode seed, SequenceSet videos, Function<String, String> yourAgent) {
        // tag::evolve[]
        Clock clock = Clock.systemUTC();
        var nobody = new EnvironmentCredentialSource(Map.of(), "GITHUB_"); // a local repository asks for no credentials
        try (var evaluator = new SandboxCodecEvaluator(videos, SandboxSettings.DEFAULT);
                var store = SqliteEvolutionStore.open(state);
                var git = new JGitVersionControl(JGitSettings.local(state.resolve("git")), nobody, clock)) {
            var publisher = new EvolutionPublisher(git, PublisherSettings.DEFAULT, clock);
            var proposer = CandidateProposer.of("my agent", request -> Optional.of(yourAgent.apply(request.prompt())));
            var engine = EvolutionEngine.builder(
                            EngineSettings.of("my-run", 7, RunOrigin.seed(seed)),
                            List.of(proposer),
                            evaluator,
                            store,
                            new PublisherPublications(publisher))
                    .listener(new EngineListener() {
                        @Override
                        public void candidateDecided(long candidate, String summary, Decision decision) {
                            System.out.println(candidate + " " + decision.verdict() + ": " + decision.reason());
                        }
                    })
                    .build();
            return engine.run(RunLimits.ofCandidates(1));
        }
        // end::evolve[]
    }

    @Test
    void the_page_shows_exactly_this_code() throws Exception {
        assertThat(Files.readString(Path.of("how-to/embed.md")))
                .contains(ShownCode.of(EvolveExampleIT.class, "evolve"));
    }
}

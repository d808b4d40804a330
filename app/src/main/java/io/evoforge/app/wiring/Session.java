package io.evoforge.app.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import com.google.inject.util.Modules;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.credentials.GitHubCheck;
import io.evoforge.app.report.RunHistory;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitHubAppTokens;
import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.dashboard.Dashboard;
import io.evoforge.engine.CostEstimate;
import io.evoforge.engine.EngineListener;
import io.evoforge.engine.EvolutionEngine;
import io.evoforge.evaluator.sandbox.ContainedEvaluator;
import io.evoforge.evaluator.sandbox.SandboxCodecEvaluator;
import io.evoforge.evaluator.sandbox.containment.ContainmentReport;
import io.evoforge.evaluator.sandbox.video.SequenceSet;
import io.evoforge.secrets.aws.AwsSecret;
import io.evoforge.secrets.aws.AwsSecretWriter;
import io.evoforge.secrets.aws.AwsSecretsManagerCredentialSource;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import io.evoforge.tools.AgentTools;
import io.evoforge.tools.ToolRight;
import io.evoforge.tools.chat.Chat;
import io.evoforge.tools.chat.ChatSettings;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.delivery.Cleanup;
import io.evoforge.vcs.hosting.Comparisons;
import io.evoforge.vcs.hosting.RequestBudget;
import io.evoforge.vcs.hosting.RequestLimits;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The wired application for one configuration. What is asked for is made then and not before, so that a verb that only
 * measures opens no store.
 */
public final class Session implements AutoCloseable {
    private final Injector injector;

    /** Wires the application; opens nothing yet. */
    public Session(AppConfig config) {
        this.injector = Guice.createInjector(new AppModule(config), Wiring.of(config));
    }

    /** Wires the application with some parts replaced, such as the clock. */
    Session(AppConfig config, Module replacements) {
        this.injector = Guice.createInjector(
                Modules.override(new AppModule(config), Wiring.of(config)).with(replacements));
    }

    /** What measures candidates. */
    public CodecEvaluator evaluator() {
        return get(CodecEvaluator.class);
    }

    /**
     * The same as {@link #evaluator}, with what only the one for Java has to say; empty where a command measures.
     *
     * @throws io.evoforge.core.evaluation.EvaluatorException if it cannot be made
     */
    public Optional<SandboxCodecEvaluator> sandbox() {
        return evaluator() instanceof SandboxCodecEvaluator sandbox ? Optional.of(sandbox) : Optional.empty();
    }

    /** How well candidates are held on this machine. */
    public ContainmentReport containment() {
        return get(ContainedEvaluator.class).containment();
    }

    /** The video that is measured on, unless a command measures, which brings its own. */
    public SequenceSet sequences() {
        return get(SequenceSet.class);
    }

    /** What commits and pushes. */
    public EvolutionPublisher publisher() {
        return get(EvolutionPublisher.class);
    }

    /** What finds branches that nobody needs any more; empty where the repository's host is not asked for anything. */
    public Optional<Cleanup> cleanup() {
        return get(CleanupFactory.class).create();
    }

    /** The history that versions are committed to. */
    public VersionControl versionControl() {
        return get(VersionControl.class);
    }

    /** What may still be asked of the repository's host; empty where it is not asked for anything. Asks nobody. */
    public Optional<RequestBudget> requestBudget() {
        return injector.getInstance(Key.get(new TypeLiteral<Optional<RequestLimits>>() {}))
                .map(RequestLimits::budget);
    }

    /** What tells commits apart; empty where the repository's host is not asked for anything. */
    public Optional<Comparisons> comparisons() {
        return injector.getInstance(Key.get(new TypeLiteral<Optional<Comparisons>>() {}));
    }

    /** The run in the state directory, which this session holds from now on. */
    public RunHistory history() {
        return RunHistory.of(get(EvolutionStore.class));
    }

    /** The run in the state directory, as it is stored now; another process may hold it and go on. */
    public RunHistory storedHistory() {
        RunHistory history = RunHistory.empty();
        readStored(history::apply);
        return history;
    }

    /** Hands every stored event to {@code reader}, oldest first; another process may hold the run and go on. */
    public void readStored(Consumer<RunEvent> reader) {
        SqliteEvolutionStore.read(get(AppConfig.class).stateDirectory(), reader);
    }

    /** Hands every stored event to {@code reader} as a line of JSON; another process may hold the run and go on. */
    public void export(Consumer<String> reader) {
        SqliteEvolutionStore.export(get(AppConfig.class).stateDirectory(), reader);
    }

    /** What so many candidates cost at most. Asks nobody and opens nothing. */
    public CostEstimate estimate(long candidates) {
        return get(EngineFactory.class).estimate(candidates);
    }

    /** The engine of the run in the state directory. */
    public EvolutionEngine engine(EngineListener listener) {
        return get(EngineFactory.class).create(listener);
    }

    /** Serves the dashboard of the run in the state directory; closed with this session. */
    public Dashboard dashboard() {
        return get(DashboardFactory.class).start();
    }

    /** The chat about the run in the state directory, which may do everything. */
    public Chat chat(ChatSettings settings) {
        return get(ChatFactory.class).chat(tools(ToolRight.ALL), settings);
    }

    /** The tools of the run in the state directory, with these rights. */
    public AgentTools tools(Set<ToolRight> rights) {
        return get(ToolsFactory.class).tools(rights);
    }

    private <T> T get(Class<T> type) {
        return Provided.by(() -> injector.getInstance(type));
    }

    /** Where the credentials of the remote come from. */
    public CredentialSource credentials() {
        return get(CredentialSource.class);
    }

    /** The AWS secret as a source of its own. */
    public AwsSecretsManagerCredentialSource awsCredentials() {
        return get(AwsSecretsManagerCredentialSource.class);
    }

    /** What writes the AWS secret. */
    public AwsSecretWriter secretWriter() {
        return get(AwsSecretWriter.class);
    }

    /** Which AWS secret is configured. */
    public AwsSecret secret() {
        return get(AwsSecret.class);
    }

    /** What exchanges the key of a GitHub App for a token. */
    public GitHubAppTokens gitHubAppTokens() {
        return get(GitHubAppTokens.class);
    }

    /** What asks GitHub about a token. */
    public GitHubCheck gitHubCheck() {
        return get(GitHubCheck.class);
    }

    @Override
    public void close() {
        get(Resources.class).close();
    }
}

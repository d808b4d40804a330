package io.evoforge.app.doctor;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.SourceFiles;
import io.evoforge.app.doctor.Check.Status;
import io.evoforge.app.wiring.PushPolicy;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.versioncontrol.BranchStatus;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.evaluator.sandbox.canaries.Canaries;
import io.evoforge.evaluator.sandbox.canaries.CanaryReport;
import io.evoforge.evaluator.sandbox.canaries.CommandCanaries;
import io.evoforge.evaluator.sandbox.containment.ContainmentReport;
import io.evoforge.evaluator.sandbox.containment.Probe;
import io.evoforge.evaluator.sandbox.video.SequenceSet;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import io.evoforge.vcs.CommitStrategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks at everything a run needs. The last check sends codecs with known verdicts through evaluator and gate, because
 * one that takes a worse codec for a better one makes every number after it worthless.
 */
public final class Doctor {
    private final AppConfig config;
    private final Session session;
    private final Consumer<Check> listener;
    private final List<Check> checks = new ArrayList<>();

    /**
     * A doctor.
     *
     * @param config what a run would be started with
     * @param session the same, with a state directory that nobody else uses
     * @param listener hears of each check as soon as it is done
     */
    public Doctor(AppConfig config, Session session, Consumer<Check> listener) {
        this.config = config;
        this.session = session;
        this.listener = listener;
    }

    /** Makes all checks, in this order. */
    public List<Check> examine() {
        add(MachineChecks.java());
        if (config.evaluator().command().isEmpty()) {
            add(MachineChecks.compiler());
        }
        add(MachineChecks.disk("temporary directory", Path.of(System.getProperty("java.io.tmpdir"))));
        add(MachineChecks.disk("state directory", config.stateDirectory()));
        add(MachineChecks.ffmpeg());
        if (config.commit().strategy() == CommitStrategy.LOCAL) {
            add(new Check("repository", Status.FINE, "strategy 'local': versions stay in the state directory"));
        } else {
            config.commit().remote().ifPresent(remote -> {
                add(credentials(remote));
                add(repository(remote));
            });
        }
        if (config.evaluator().command().isPresent() || video()) {
            evaluator();
        }
        return List.copyOf(checks);
    }

    private void add(Check check) {
        checks.add(check);
        listener.accept(check);
    }

    private Check credentials(RepositoryUrl remote) {
        if (remote.scheme().equals("file")) {
            return new Check("credentials", Status.FINE, "none needed for a repository on this disk");
        }
        try {
            Optional<GitCredentials> found = session.credentials().find(remote);
            return found.isPresent()
                    ? new Check(
                            "credentials",
                            Status.FINE,
                            "found for '%s', by asking %s; 'evoforge credentials verify' checks what they permit"
                                    .formatted(remote.redacted(), session.credentials()))
                    : new Check(
                            "credentials",
                            Status.UNAVAILABLE,
                            "none for '%s'; asked were %s. Store some with 'evoforge credentials setup'."
                                    .formatted(remote.redacted(), session.credentials()));
        } catch (CredentialException e) {
            return new Check("credentials", Status.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private Check repository(RepositoryUrl remote) {
        try {
            BranchStatus status =
                    session.versionControl().status(config.commit().branch(), 1);
            return new Check(
                    "repository",
                    Status.FINE,
                    "'%s', branch '%s' %s"
                            .formatted(
                                    remote.redacted(),
                                    config.commit().branch(),
                                    status.latest().isEmpty()
                                            ? "does not exist yet and will be made"
                                            : "at "
                                                    + status.latest()
                                                            .get(0)
                                                            .id()
                                                            .shortHex()));
        } catch (VersionControlException | CredentialException e) {
            return new Check("repository", Status.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private boolean video() {
        try {
            SequenceSet sequences = session.sequences();
            for (SequenceGroup group : SequenceGroup.values()) {
                for (TestSequence sequence : sequences.of(group)) {
                    add(new Check(
                            group == SequenceGroup.TRAINING ? "training video" : "held-out video",
                            Status.FINE,
                            "%s: %d x %d, %d frames"
                                    .formatted(
                                            sequence.info().name(),
                                            sequence.info().width(),
                                            sequence.info().height(),
                                            sequence.info().frames())));
                }
            }
            return true;
        } catch (EvaluatorException e) {
            add(new Check("video", Status.FAILED, String.valueOf(e.getMessage())));
            return false;
        }
    }

    private void evaluator() {
        try {
            ContainmentReport containment = session.containment();
            add(containment(containment));
            for (Probe probe : Probe.values()) {
                boolean held = containment.held().contains(probe);
                add(new Check(
                        "probe " + probe.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        held ? Status.FINE : Status.NOTE,
                        held ? "a candidate " + probe.held() : "got out: a candidate would not be stopped here"));
            }
            PushPolicy.of(config)
                    .objection(containment.level())
                    .ifPresent(why -> add(new Check("push policy", Status.REFUSED, why)));
            for (CanaryReport.Finding finding : canaries().findings()) {
                add(new Check(
                        "canary: " + finding.canary(),
                        finding.asExpected() ? Status.FINE : Status.FAILED,
                        finding.observed()));
            }
        } catch (EvaluatorException e) {
            add(new Check("evaluator", Status.FAILED, String.valueOf(e.getMessage())));
        }
    }

    private CanaryReport canaries() {
        AdoptionGate gate = new AdoptionGate(config.gate());
        return config.evaluator().command().isPresent()
                ? new CommandCanaries(
                                session.evaluator(),
                                gate,
                                SourceFiles.read(config.run().codec().orElseThrow()))
                        .check()
                : new Canaries(
                                session.evaluator(),
                                gate,
                                config.evaluator().sandbox().candidateClass())
                        .check();
    }

    private static Check containment(ContainmentReport report) {
        String level = report.level().name().toLowerCase(Locale.ROOT);
        return report.level() == ContainmentLevel.FULL
                ? new Check("containment", Status.FINE, level + ": all probes are held")
                : new Check("containment", Status.NOTE, level + "; " + String.join("; ", report.missing()));
    }
}

package io.evoforge.testkit.github;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A commit status or a check run.
 *
 * @param id its number
 * @param commit which commit it is about
 * @param name context of a status, name of a check run
 * @param checkRun whether it is a check run
 * @param suite which suite a check run belongs to: those of one run of a workflow, or of an App; 0 for a status
 * @param state state of a status, or status of a check run
 * @param conclusion of a check run that is completed, else null
 * @param summary description of a status, or title of a check run's output
 * @param text of a check run's output, in Markdown; empty for a status
 * @param url where more is to be read, or null
 * @param createdAt when it arrived
 */
public record SimulatedStatus(
        int id,
        String commit,
        String name,
        boolean checkRun,
        int suite,
        String state,
        @Nullable String conclusion,
        String summary,
        String text,
        @Nullable String url,
        Instant createdAt) {}

package io.evoforge.tools;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import org.jspecify.annotations.Nullable;

/**
 * What a push did.
 *
 * @param branch which branch
 * @param tip where the remote has it now, or null if neither side has the branch
 * @param isNew whether something was sent
 */
public record PushReport(BranchName branch, @Nullable CommitId tip, boolean isNew) {}

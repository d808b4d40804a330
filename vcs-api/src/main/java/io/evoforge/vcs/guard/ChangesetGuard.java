package io.evoforge.vcs.guard;

import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.core.versioncontrol.Rejection.Reason;
import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The last look at a changeset before it is committed: allowed paths, allowed sizes, no secrets in any file or in the
 * message.
 *
 * @param paths which files need a permission of their own
 * @param size how large a file may be
 * @param secrets finds secrets
 */
public record ChangesetGuard(PathPolicy paths, FileSizeLimit size, SecretScanner secrets) {

    /**
     * Why {@code changeset} may not be committed; empty if it may.
     *
     * @param expected the only paths it may change
     * @param before what a path holds now; lines that are there already are not looked at again
     */
    public Optional<Rejection> check(
            Changeset changeset, Set<RepositoryPath> expected, Function<RepositoryPath, Optional<FileContent>> before) {
        for (FileChange change : changeset.changes()) {
            Optional<Rejection> rejection = check(change, expected, before);
            if (rejection.isPresent()) {
                return rejection;
            }
        }
        return secret("the commit message", secrets.scan(changeset.message()));
    }

    private Optional<Rejection> check(
            FileChange change, Set<RepositoryPath> expected, Function<RepositoryPath, Optional<FileContent>> before) {
        RepositoryPath path = change.path();
        if (!expected.contains(path)) {
            return Optional.of(refused(
                    Reason.PATH_NOT_PERMITTED, "'" + path + "' is none of the configured files of an evolution"));
        }
        Optional<String> pathFault = paths.faultOf(path);
        if (pathFault.isPresent()) {
            return Optional.of(refused(Reason.PATH_NOT_PERMITTED, pathFault.get()));
        }
        return change.match(put -> check(path, put.content(), before.apply(path)), delete -> Optional.empty());
    }

    private Optional<Rejection> check(RepositoryPath path, FileContent content, Optional<FileContent> before) {
        Optional<String> sizeFault = size.faultOf(path, content);
        if (sizeFault.isPresent()) {
            return Optional.of(refused(Reason.TOO_LARGE, sizeFault.get()));
        }
        Optional<String> text = content.asText();
        List<SecretFinding> findings = text.isPresent()
                ? secrets.scanNewLines(
                        text.get(), before.flatMap(FileContent::asText).orElse(""))
                : secrets.scan(content.toByteArray());
        return secret("'" + path + "'", findings);
    }

    private static Optional<Rejection> secret(String place, List<SecretFinding> findings) {
        return findings.isEmpty()
                ? Optional.empty()
                : Optional.of(refused(
                        Reason.SECRET_FOUND,
                        place + " seems to hold a secret (" + findings.get(0)
                                + "). If it is one, revoke it where it comes from; in any case take it out"));
    }

    private static Rejection refused(Reason reason, String why) {
        return new Rejection(reason, "Not committed: " + why + ".");
    }
}

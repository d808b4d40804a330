package io.evoforge.testkit.versioncontrol;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.TagName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A bare repository that is read and written by the real {@code git} program only. */
public final class BareGitRepository {
    private static final String ZERO = "0".repeat(40);

    private final Path path;
    private final GitProgram git;

    private BareGitRepository(Path path) {
        this.path = path;
        this.git = new GitProgram(path);
    }

    /** An empty repository in the new directory {@code path}. */
    public static BareGitRepository create(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BareGitRepository repository = new BareGitRepository(path);
        repository.git.run("init", "--quiet", "--bare", "--initial-branch=main", ".");
        return repository;
    }

    /** The repository that is at {@code path} already. */
    public static BareGitRepository at(Path path) {
        return new BareGitRepository(path);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The program in this repository. */
    public GitProgram git() {
        return git;
    }

    /** Where {@code branch} points. */
    public Optional<CommitId> tip(BranchName branch) {
        String id = git.run("for-each-ref", "--format=%(objectname)", branch.ref());
        return id.isEmpty() ? Optional.empty() : Optional.of(new CommitId(id));
    }

    /** The history of {@code branch}, newest first; empty if there is no such branch. */
    public List<CommitSummary> log(BranchName branch) {
        if (tip(branch).isEmpty()) {
            return List.of();
        }
        String log = new String(
                git.bytes(
                        new byte[0],
                        "log",
                        "-z",
                        "--topo-order",
                        "--format=%H%x01%an%x01%ae%x01%aI%x01%cn%x01%ce%x01%cI%x01%B",
                        branch.ref()),
                StandardCharsets.UTF_8);
        List<CommitSummary> commits = new ArrayList<>();
        for (String entry : log.split("\0", 0)) {
            String[] field = entry.split("\1", 8);
            commits.add(new CommitSummary(
                    new CommitId(field[0]),
                    field[7],
                    new Signature(field[1], field[2], OffsetDateTime.parse(field[3])),
                    new Signature(field[4], field[5], OffsetDateTime.parse(field[6]))));
        }
        return commits;
    }

    /** Every file at the tip of {@code branch}; empty if there is no such branch. */
    public Map<RepositoryPath, FileContent> files(BranchName branch) {
        Map<RepositoryPath, FileContent> files = new TreeMap<>();
        for (String[] entry : entries(branch)) {
            files.put(
                    new RepositoryPath(entry[3]), FileContent.of(git.bytes(new byte[0], "cat-file", "blob", entry[2])));
        }
        return files;
    }

    /** Which of these files are executable. */
    public Set<RepositoryPath> executables(BranchName branch) {
        Set<RepositoryPath> executables = new TreeSet<>();
        for (String[] entry : entries(branch)) {
            if (entry[0].equals("100755")) {
                executables.add(new RepositoryPath(entry[3]));
            }
        }
        return executables;
    }

    /** Mode, type, id and path of each file. */
    private List<String[]> entries(BranchName branch) {
        List<String[]> entries = new ArrayList<>();
        if (tip(branch).isPresent()) {
            for (String line : git.run("ls-tree", "-r", "-z", branch.ref()).split("\0", 0)) {
                if (!line.isEmpty()) {
                    entries.add(line.split("[ \t]", 4));
                }
            }
        }
        return entries;
    }

    /** Every tag with the commit it is on. */
    public Map<TagName, CommitId> tags() {
        Map<TagName, CommitId> tags = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        for (String line : git.run("for-each-ref", "--format=%(refname:lstrip=2)", "refs/tags")
                .lines()
                .toList()) {
            tags.put(new TagName(line), new CommitId(git.run("rev-parse", "refs/tags/" + line + "^{commit}")));
        }
        return tags;
    }

    /** Somebody else commits to the tip of {@code branch}, or begins it. */
    public CommitId commit(BranchName branch, FileChange... changes) {
        return commit(branch, "Somebody else's commit", changes);
    }

    /** As {@link #commit(BranchName, FileChange...)}, with a message. */
    public CommitId commit(BranchName branch, String message, FileChange... changes) {
        Path index = path.resolve("index-of-somebody-else");
        try {
            Files.deleteIfExists(index);
            Optional<CommitId> tip = tip(branch);
            // a file of its own, so that nobody's index is in the way
            indexed(
                    index,
                    tip.isPresent()
                            ? new String[] {"read-tree", tip.get().hex()}
                            : new String[] {"read-tree", "--empty"});
            for (FileChange change : changes) {
                String line = change.match(
                        put -> (put.mode() == FileMode.EXECUTABLE ? "100755 " : "100644 ")
                                + git.runWithInput(put.content().toByteArray(), "hash-object", "-w", "--stdin")
                                + "\t" + put.path() + "\n",
                        delete -> "0 " + ZERO + "\t" + delete.path() + "\n");
                indexedWithInput(index, line, "update-index", "--index-info");
            }
            String tree = indexed(index, "write-tree");
            List<String> command = new ArrayList<>(List.of("commit-tree", tree, "-m", message));
            tip.ifPresent(parent -> command.addAll(List.of("-p", parent.hex())));
            CommitId commit = new CommitId(git.run(command.toArray(String[]::new)));
            git.run(
                    "update-ref",
                    branch.ref(),
                    commit.hex(),
                    tip.map(CommitId::hex).orElse(ZERO));
            return commit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String indexed(Path index, String... arguments) {
        return indexedWithInput(index, "", arguments);
    }

    private String indexedWithInput(Path index, String input, String... arguments) {
        return git.withVariable("GIT_INDEX_FILE", index.toString())
                .runWithInput(input.getBytes(StandardCharsets.UTF_8), arguments);
    }

    /** Moves {@code branch} to {@code to}, whatever it was. */
    public void move(BranchName branch, CommitId to) {
        git.run("update-ref", branch.ref(), to.hex());
    }

    /** Deletes {@code branch}. */
    public void delete(BranchName branch) {
        git.run("update-ref", "-d", branch.ref());
    }

    /** A hook that runs {@code script} with {@code sh}; replaces one of the same name. */
    public void installHook(String name, String script) {
        Path hook = path.resolve("hooks").resolve(name);
        try {
            Files.createDirectories(path.resolve("hooks"));
            Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the hook. */
    public void removeHook(String name) {
        try {
            Files.deleteIfExists(path.resolve("hooks").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails if an object is missing or damaged. */
    public void checkHealth() {
        git.run("fsck", "--full", "--strict", "--no-dangling");
    }
}

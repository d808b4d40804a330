package io.evoforge.testkit.github;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/**
 * One repository of the simulated GitHub: a bare git repository, and what GitHub keeps beside it. Look at its
 * {@link #directory} with plain git to see what really happened. Safe for use by several threads.
 */
public final class SimulatedRepository {
    private static final Pattern TOKEN = Pattern.compile("gh[pousr]_[A-Za-z0-9]{36}");
    private static final String WORKFLOWS = ".github/workflows/";

    private final int id;
    private final GitStore store;
    private final String defaultBranch;
    private final Object lock;
    private final Map<String, Protection> protections = new HashMap<>();
    private final Map<Integer, SimulatedPull> pulls = new TreeMap<>();
    private final TreeSet<String> labels = new TreeSet<>();
    private final TreeSet<String> reviewers = new TreeSet<>();
    private final List<SimulatedStatus> statuses = new ArrayList<>();
    private final List<SimulatedRelease> releases = new ArrayList<>();
    private final Map<String, ObjectId> staleHeads = new HashMap<>();
    private String owner;
    private String name;
    private int staleReads;
    private boolean archived;
    private boolean pushProtection;
    private boolean squashesWithDescription;
    private boolean computingMergeability;
    private @Nullable String mergeRefusal;
    private int lastNumber;

    SimulatedRepository(int id, String owner, String name, String defaultBranch, GitStore store, Object lock) {
        this.id = id;
        this.owner = owner;
        this.name = name;
        this.defaultBranch = defaultBranch;
        this.store = store;
        this.lock = lock;
    }

    /** The bare repository. */
    public Path directory() {
        return store.directory();
    }

    /** {@code owner/name}. */
    public String fullName() {
        return owner() + "/" + name();
    }

    /** The branch that clones get. */
    public String defaultBranch() {
        return defaultBranch;
    }

    /** From now on direct commits on {@code branch} are refused. */
    public void protect(String branch, Protection protection) {
        locked(() -> protections.put(branch, protection));
    }

    /** From now on nothing can be written. */
    public void archive() {
        locked(() -> archived = true);
    }

    /** From now on a commit whose files hold a GitHub token is refused. */
    public void enablePushProtection() {
        locked(() -> pushProtection = true);
    }

    /** From now on the repository has another name; requests to the old one are redirected. */
    public void rename(String newName) {
        locked(() -> name = newName);
    }

    /** From now on the repository belongs to somebody else; requests to the old owner are redirected. */
    public void transfer(String newOwner) {
        locked(() -> owner = newOwner);
    }

    /** The releases, oldest first. */
    public List<SimulatedRelease> releases() {
        synchronized (lock) {
            return List.copyOf(releases);
        }
    }

    /** From now on no pull request can be merged, with these words of GitHub's; null lifts it. */
    public void refuseMerges(@Nullable String words) {
        locked(() -> mergeRefusal = words);
    }

    /** Whether GitHub is still computing if pull requests can be merged; until it is done, none can. */
    public void computeMergeability(boolean computing) {
        locked(() -> computingMergeability = computing);
    }

    /** A stranger proposes something from a fork, whose branches are not in this repository. */
    public void proposeFromFork(String login, String branch, String base, String title, Instant when) {
        locked(() -> {
            SimulatedPull pull = new SimulatedPull(nextNumber(), branch, base, title, "", login, false, when);
            pulls.put(pull.number(), pull.inFork(login));
        });
    }

    /** From now on a squashed commit gets title and description of its pull request, and not the commit's message. */
    public void squashWithDescription() {
        locked(() -> squashesWithDescription = true);
    }

    /** A person merges a pull request, with a merge commit. */
    public void mergePull(int number, String login, Instant when) {
        mergePull(number, "merge", login, when);
    }

    /**
     * A person merges a pull request, in GitHub's own words.
     *
     * @param method {@code merge}, {@code squash} or {@code rebase}
     */
    public void mergePull(int number, String method, String login, Instant when) {
        locked(() -> {
            SimulatedPull pull = pulls.get(number);
            if (pull == null) {
                throw new IllegalArgumentException("there is no pull request " + number);
            }
            new PullMerging(this, pull, login, when).merge("", method, "", "");
        });
    }

    /**
     * A machine reports on the newest commit of {@code branch}, which has to be there.
     *
     * @param state {@code success}, {@code failure}, {@code error} or {@code pending}
     */
    public void reportStatus(String branch, String name, String state, Instant when) {
        locked(() -> statuses.add(new SimulatedStatus(
                statuses.size() + 1, tip(branch), name, false, 0, state, null, "", "", null, when)));
    }

    /**
     * A run of a workflow reports on the newest commit of {@code branch}, which has to be there.
     *
     * @param suite tells the runs of workflows apart; a later one has a higher number
     * @param conclusion such as {@code success}, {@code failure} or {@code cancelled}; null while it is running
     */
    public void reportRun(String branch, String name, int suite, @Nullable String conclusion, Instant when) {
        String state = conclusion == null ? "in_progress" : "completed";
        locked(() -> statuses.add(new SimulatedStatus(
                statuses.size() + 1, tip(branch), name, true, suite, state, conclusion, "", "", null, when)));
    }

    private String tip(String branch) {
        ObjectId tip = store.ref(Constants.R_HEADS + branch);
        if (tip == null) {
            throw new IllegalArgumentException("there is no branch " + branch);
        }
        return tip.name();
    }

    /** {@code login} may be asked to review. */
    public void addReviewer(String login) {
        locked(() -> reviewers.add(login));
    }

    /**
     * From now on the next {@code reads} readings of a branch see it as it is at this moment, whatever is written
     * meanwhile: GitHub's replicas lag.
     */
    public void freezeReads(int reads) {
        locked(() -> {
            staleHeads.clear();
            staleHeads.putAll(store.refs(Constants.R_HEADS));
            staleReads = reads;
        });
    }

    /** The pull requests, in order of their numbers. */
    public List<SimulatedPull> pulls() {
        synchronized (lock) {
            return List.copyOf(pulls.values());
        }
    }

    /** The commit statuses and check runs, in order of their arrival. */
    public List<SimulatedStatus> statuses() {
        synchronized (lock) {
            return List.copyOf(statuses);
        }
    }

    String name() {
        synchronized (lock) {
            return name;
        }
    }

    String owner() {
        return owner;
    }

    int id() {
        return id;
    }

    Optional<String> mergeRefusal() {
        return Optional.ofNullable(mergeRefusal);
    }

    boolean squashesWithDescription() {
        return squashesWithDescription;
    }

    boolean isComputingMergeability() {
        return computingMergeability;
    }

    String pullNodeId(SimulatedPull pull) {
        return "PR_simulated" + id + "_" + pull.number();
    }

    String nodeId() {
        return "R_simulated" + id;
    }

    GitStore store() {
        return store;
    }

    boolean archived() {
        return archived;
    }

    Set<String> labels() {
        return labels;
    }

    Set<String> reviewers() {
        return reviewers;
    }

    Map<Integer, SimulatedPull> pullsByNumber() {
        return pulls;
    }

    List<SimulatedStatus> statusList() {
        return statuses;
    }

    List<SimulatedRelease> releaseList() {
        return releases;
    }

    int nextNumber() {
        lastNumber++;
        return lastNumber;
    }

    /** Where a ref points, as a reader sees it. */
    @Nullable
    ObjectId readRef(String ref) {
        if (ref.startsWith(Constants.R_HEADS) && staleReads > 0) {
            staleReads--;
            return staleHeads.get(ref);
        }
        return store.ref(ref);
    }

    void requireNotEmpty() {
        if (store.isEmpty()) {
            throw new Refusal(409, "Git Repository is empty.");
        }
    }

    /** Refuses what GitHub refuses when {@code ref} is to be moved to {@code target}. */
    void checkUpdate(Account account, String ref, @Nullable ObjectId target) {
        if (ref.startsWith(Constants.R_HEADS)) {
            Protection protection = protections.get(ref.substring(Constants.R_HEADS.length()));
            if (protection != null) {
                throw new Refusal(422, protection.message());
            }
        }
        RevCommit commit = target == null ? null : store.commit(target);
        if (commit == null) {
            return;
        }
        ObjectId old = store.ref(ref);
        RevCommit before = old == null ? null : store.commit(old);
        for (DiffEntry entry : store.diff(before == null ? null : before.getTree(), commit.getTree())) {
            if (entry.getChangeType() == DiffEntry.ChangeType.DELETE || entry.getNewMode() == FileMode.GITLINK) {
                continue;
            }
            if (pushProtection && holdsToken(entry.getNewId().toObjectId())) {
                throw new Refusal(
                        422, "Repository rule violations found\n\nSecret detected in content: " + entry.getNewPath());
            }
        }
    }

    /** GitHub hides workflow files from a token that may not write them. */
    void checkPath(Account account, String path) {
        if (path.startsWith(WORKFLOWS) && !account.may(Permission.WORKFLOWS)) {
            throw new Refusal(404, "Not Found");
        }
    }

    private boolean holdsToken(ObjectId blob) {
        return TOKEN.matcher(new String(store.blob(blob), StandardCharsets.ISO_8859_1))
                .find();
    }

    private void locked(Runnable action) {
        synchronized (lock) {
            action.run();
        }
    }
}

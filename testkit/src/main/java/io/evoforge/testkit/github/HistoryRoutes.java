package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/** Branches, the list of commits, one commit, and the difference of two. */
final class HistoryRoutes {
    private static final int MAXIMUM_FILES = 300;

    private HistoryRoutes() {}

    static void addTo(Router router) {
        router.addForRepository("GET", "/branches", HistoryRoutes::branches);
        router.addForRepository("GET", "/branches/{branch+}", HistoryRoutes::branch);
        router.addForRepository("GET", "/commits", HistoryRoutes::commits);
        router.addForRepository("GET", "/commits/{ref}", HistoryRoutes::commit);
        router.addForRepository("GET", "/compare/{range+}", HistoryRoutes::compare);
    }

    private static Reply branches(Exchange exchange) {
        ArrayNode branches = GitJson.array();
        for (Map.Entry<String, ObjectId> ref :
                exchange.store().refs(Constants.R_HEADS).entrySet()) {
            ObjectNode branch = GitJson.object();
            branch.put("name", ref.getKey().substring(Constants.R_HEADS.length()));
            branch.set("commit", GitJson.object().put("sha", ref.getValue().name()));
            branches.add(branch);
        }
        return exchange.paged(branches);
    }

    private static Reply branch(Exchange exchange) {
        String name = exchange.at("branch");
        ObjectId tip = exchange.repository().readRef(Constants.R_HEADS + name);
        RevCommit commit = tip == null ? null : exchange.store().commit(tip);
        if (commit == null) {
            throw new Refusal(404, "Branch not found");
        }
        ObjectNode json = GitJson.object();
        json.put("name", name);
        json.set("commit", GitJson.commit(commit, RepositoryRoutes.api(exchange)));
        json.put("protected", false);
        return Reply.ok(json);
    }

    private static Reply commits(Exchange exchange) {
        exchange.repository().requireNotEmpty();
        String start =
                exchange.query().getOrDefault("sha", exchange.repository().defaultBranch());
        ObjectId head = exchange.repository().readRef(Constants.R_HEADS + start);
        RevCommit from = head == null
                ? exchange.store().resolve(start)
                : exchange.store().commit(head);
        if (from == null) {
            throw new Refusal(404, "Not Found");
        }
        String since = exchange.query().get("since");
        List<RevCommit> all = new ArrayList<>(exchange.store().log(from, null));
        if (since != null) {
            Instant limit = Instant.parse(since);
            all.removeIf(commit -> commit.getCommitterIdent().getWhenAsInstant().isBefore(limit));
        }
        return page(exchange, all);
    }

    private static Reply page(Exchange exchange, List<RevCommit> all) {
        int size = exchange.perPage();
        int first = Math.min(all.size(), (exchange.page("page", 1) - 1) * size);
        ArrayNode commits = GitJson.array();
        for (RevCommit commit : all.subList(first, Math.min(all.size(), first + size))) {
            commits.add(GitJson.commit(commit, RepositoryRoutes.api(exchange)));
        }
        return Reply.ok(commits).withHeader("Link", exchange.links(all.size()));
    }

    private static Reply commit(Exchange exchange) {
        exchange.repository().requireNotEmpty();
        RevCommit commit = exchange.store().resolve(exchange.at("ref"));
        if (commit == null) {
            throw new Refusal(422, "No commit found for SHA: " + exchange.at("ref"));
        }
        ObjectNode json = GitJson.commit(commit, RepositoryRoutes.api(exchange));
        RevCommit parent =
                commit.getParentCount() == 0 ? null : exchange.store().commit(commit.getParent(0));
        json.set("files", files(exchange, parent == null ? null : parent.getTree(), commit.getTree()));
        return Reply.ok(json);
    }

    private static Reply compare(Exchange exchange) {
        exchange.repository().requireNotEmpty();
        String range = exchange.at("range");
        int dots = range.indexOf("...");
        if (dots < 0) {
            throw new Refusal(404, "Not Found");
        }
        GitStore store = exchange.store();
        RevCommit base = store.resolve(range.substring(0, dots));
        RevCommit head = store.resolve(range.substring(dots + 3));
        if (base == null || head == null) {
            throw new Refusal(404, "Not Found");
        }
        ObjectId mergeBase = store.mergeBase(base, head);
        RevCommit common = mergeBase == null ? null : store.commit(mergeBase);
        if (common == null) {
            throw new Refusal(404, "No common ancestor between " + base.name() + " and " + head.name() + ".");
        }
        List<RevCommit> ahead = new ArrayList<>(store.log(head, base));
        int behind = store.log(base, head).size();
        Collections.reverse(ahead);
        ObjectNode json = GitJson.object();
        String status;
        if (ahead.isEmpty()) {
            status = behind == 0 ? "identical" : "behind";
        } else {
            status = behind == 0 ? "ahead" : "diverged";
        }
        json.put("status", status);
        json.put("ahead_by", ahead.size());
        json.put("behind_by", behind);
        json.put("total_commits", ahead.size());
        ArrayNode commits = json.putArray("commits");
        // without pages, GitHub shows the first 250; with them it has its usual size, and files on the first one only
        boolean pages = exchange.query().containsKey("page") || exchange.query().containsKey("per_page");
        int size = pages ? exchange.perPage() : 250;
        int first = (exchange.page("page", 1) - 1) * size;
        for (RevCommit commit : ahead.subList(Math.min(first, ahead.size()), Math.min(ahead.size(), first + size))) {
            commits.add(GitJson.commit(commit, RepositoryRoutes.api(exchange)));
        }
        json.put(
                "html_url",
                exchange.github().origin() + "/" + exchange.repository().fullName() + "/compare/" + range);
        json.set("merge_base_commit", GitJson.commit(common, RepositoryRoutes.api(exchange)));
        if (first == 0) {
            json.set("files", files(exchange, common.getTree(), head.getTree()));
        }
        return Reply.ok(json);
    }

    private static ArrayNode files(Exchange exchange, @org.jspecify.annotations.Nullable ObjectId from, ObjectId to) {
        ArrayNode files = GitJson.array();
        exchange.store().diff(from, to).stream().limit(MAXIMUM_FILES).forEach(entry -> files.add(GitJson.file(entry)));
        return files;
    }
}

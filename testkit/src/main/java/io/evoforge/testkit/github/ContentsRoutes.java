package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** The Contents interface: one file, one commit. */
final class ContentsRoutes {
    private static final int INLINE_BYTES = 1024 * 1024;
    private static final int MAXIMUM_BYTES = 100 * 1024 * 1024;

    private ContentsRoutes() {}

    static void addTo(Router router) {
        router.addForRepository("GET", "/contents/{path+}", ContentsRoutes::get);
        router.addForRepository("PUT", "/contents/{path+}", ContentsRoutes::put);
        router.addForRepository("DELETE", "/contents/{path+}", ContentsRoutes::delete);
    }

    private static Reply get(Exchange exchange) {
        String path = exchange.at("path");
        String revision =
                exchange.query().getOrDefault("ref", exchange.repository().defaultBranch());
        ObjectId head = exchange.repository().readRef(Constants.R_HEADS + revision);
        RevCommit commit = head == null
                ? exchange.store().resolve(revision)
                : exchange.store().commit(head);
        if (commit == null) {
            throw new Refusal(
                    404,
                    exchange.store().isEmpty()
                            ? "This repository is empty."
                            : "No commit found for the ref " + revision);
        }
        GitStore.Entry entry = exchange.store().entry(commit.getTree(), path);
        if (entry == null) {
            throw new Refusal(404, "Not Found");
        }
        if (entry.mode() == FileMode.TREE) {
            ArrayNode list = GitJson.array();
            for (GitStore.Entry child : exchange.store().entries(entry.object(), false)) {
                list.add(GitJson.object()
                        .put("name", child.path())
                        .put("path", path + "/" + child.path())
                        .put("sha", child.object().name())
                        .put("type", child.mode() == FileMode.TREE ? "dir" : "file"));
            }
            return Reply.ok(list);
        }
        byte[] content = exchange.store().blob(entry.object());
        if (exchange.headers().getOrDefault("accept", "").contains("raw")) {
            return Reply.raw(content);
        }
        ObjectNode json = file(path, entry.object(), content.length);
        boolean inline = content.length <= INLINE_BYTES;
        json.put("encoding", inline ? "base64" : "none");
        json.put("content", inline ? Base64.getMimeEncoder().encodeToString(content) : "");
        return Reply.ok(json);
    }

    private static Reply put(Exchange exchange) {
        exchange.require(Permission.CONTENTS);
        String path = exchange.at("path");
        exchange.repository().checkPath(exchange.account(), path);
        byte[] content;
        try {
            content = Base64.getMimeDecoder().decode(exchange.text("content"));
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, "content is not valid Base64");
        }
        if (content.length > MAXIMUM_BYTES) {
            throw new Refusal(422, "Validation Failed").withError("Blob", "custom", "blob is too large");
        }
        GitStore.Entry existing = existing(exchange, path);
        checkSha(exchange, path, existing);
        FileMode mode = existing == null ? FileMode.REGULAR_FILE : existing.mode();
        ObjectId blob = exchange.store().insertBlob(content);
        RevCommit commit = commit(exchange, new GitStore.Edit(path, mode, blob));
        ObjectNode json = GitJson.object();
        json.set("content", file(path, blob, content.length));
        json.set("commit", GitJson.gitCommit(commit, RepositoryRoutes.api(exchange)));
        return existing == null ? Reply.created(json) : Reply.ok(json);
    }

    private static Reply delete(Exchange exchange) {
        exchange.require(Permission.CONTENTS);
        String path = exchange.at("path");
        exchange.repository().checkPath(exchange.account(), path);
        GitStore.Entry existing = existing(exchange, path);
        if (existing == null) {
            throw new Refusal(404, "Not Found");
        }
        checkSha(exchange, path, existing);
        RevCommit commit = commit(exchange, new GitStore.Edit(path, FileMode.MISSING, null));
        ObjectNode json = GitJson.object();
        json.putNull("content");
        json.set("commit", GitJson.gitCommit(commit, RepositoryRoutes.api(exchange)));
        return Reply.ok(json);
    }

    private static void checkSha(Exchange exchange, String path, GitStore.@Nullable Entry existing) {
        String sha = exchange.text("sha", "");
        if (existing == null) {
            return;
        }
        if (sha.isEmpty()) {
            throw new Refusal(422, "Invalid request.\n\n\"sha\" wasn't supplied.");
        }
        if (!sha.equals(existing.object().name())) {
            throw new Refusal(409, path + " does not match " + sha);
        }
    }

    private static GitStore.@Nullable Entry existing(Exchange exchange, String path) {
        ObjectId tip = exchange.store().ref(Constants.R_HEADS + branch(exchange));
        RevCommit commit = tip == null ? null : exchange.store().commit(tip);
        return commit == null ? null : exchange.store().entry(commit.getTree(), path);
    }

    private static String branch(Exchange exchange) {
        return exchange.text("branch", exchange.repository().defaultBranch());
    }

    private static RevCommit commit(Exchange exchange, GitStore.Edit edit) {
        GitStore store = exchange.store();
        String ref = Constants.R_HEADS + branch(exchange);
        ObjectId tip = store.ref(ref);
        if (tip == null && !store.isEmpty()) {
            throw new Refusal(404, "Branch " + branch(exchange) + " not found");
        }
        RevCommit parent = tip == null ? null : store.commit(tip);
        ObjectId tree = store.writeTree(parent == null ? null : parent.getTree(), List.of(edit));
        String login = exchange.account().login();
        var now = exchange.github().clock().instant();
        PersonIdent committer = GitJson.person(exchange.body().get("committer"), login, now);
        PersonIdent author =
                exchange.body().has("author") ? GitJson.person(exchange.body().get("author"), login, now) : committer;
        ObjectId id = store.insertCommit(
                tree, parent == null ? List.of() : List.of(parent), exchange.text("message"), author, committer);
        exchange.repository().checkUpdate(exchange.account(), ref, id);
        store.setRef(ref, id);
        RevCommit commit = store.commit(id);
        if (commit == null) {
            throw new IllegalStateException("the commit just made is gone");
        }
        return commit;
    }

    private static ObjectNode file(String path, ObjectId blob, int size) {
        return GitJson.object()
                .put("name", path.substring(path.lastIndexOf('/') + 1))
                .put("path", path)
                .put("sha", blob.name())
                .put("size", size)
                .put("type", "file");
    }
}

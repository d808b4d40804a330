package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTag;
import org.jspecify.annotations.Nullable;

/** The Git Data interface: blobs, trees, commits, tags and refs. */
final class GitDataRoutes {
    private static final int MAXIMUM_BLOB_BYTES = 40 * 1024 * 1024;
    private static final int MAXIMUM_TREE_ENTRIES = 250;
    private static final int MAXIMUM_TREE_BYTES = 3_000_000;

    private GitDataRoutes() {}

    static void addTo(Router router) {
        router.addForRepository("POST", "/git/blobs", GitDataRoutes::createBlob);
        router.addForRepository("GET", "/git/blobs/{sha}", GitDataRoutes::blob);
        router.addForRepository("POST", "/git/trees", GitDataRoutes::createTree);
        router.addForRepository("GET", "/git/trees/{sha}", GitDataRoutes::tree);
        router.addForRepository("POST", "/git/commits", GitDataRoutes::createCommit);
        router.addForRepository("GET", "/git/commits/{sha}", GitDataRoutes::commit);
        router.addForRepository("POST", "/git/tags", GitDataRoutes::createTag);
        router.addForRepository("GET", "/git/tags/{sha}", GitDataRoutes::tag);
        router.addForRepository("POST", "/git/refs", GitDataRoutes::createRef);
        router.addForRepository("GET", "/git/ref/{ref+}", GitDataRoutes::ref);
        router.addForRepository("GET", "/git/refs/{ref+}", GitDataRoutes::ref); // as older clients ask
        router.addForRepository("GET", "/git/matching-refs/{ref+}", GitDataRoutes::matchingRefs);
        router.addForRepository("PATCH", "/git/refs/{ref+}", GitDataRoutes::updateRef);
        router.addForRepository("DELETE", "/git/refs/{ref+}", GitDataRoutes::deleteRef);
    }

    private static Reply createBlob(Exchange exchange) {
        exchange.require(Permission.CONTENTS);
        exchange.repository().requireNotEmpty();
        byte[] content = content(exchange.text("content"), exchange.text("encoding", "utf-8"));
        if (content.length > MAXIMUM_BLOB_BYTES) {
            throw new Refusal(422, "Validation Failed").withError("Blob", "custom", "blob is too large");
        }
        ObjectId id = exchange.store().insertBlob(content);
        return Reply.created(
                GitJson.object().put("sha", id.name()).put("url", api(exchange) + "/git/blobs/" + id.name()));
    }

    private static Reply blob(Exchange exchange) {
        ObjectId id = GitJson.id(exchange.at("sha"));
        if (!exchange.store().has(id, Constants.OBJ_BLOB)) {
            throw new Refusal(404, "Not Found");
        }
        byte[] content = exchange.store().blob(id);
        if (exchange.headers().getOrDefault("accept", "").contains("raw")) {
            return Reply.raw(content);
        }
        return Reply.ok(GitJson.object()
                .put("sha", id.name())
                .put("size", content.length)
                .put("encoding", "base64")
                .put("content", Base64.getMimeEncoder().encodeToString(content)));
    }

    private static Reply createTree(Exchange exchange) {
        exchange.require(Permission.CONTENTS);
        exchange.repository().requireNotEmpty();
        GitStore store = exchange.store();
        ObjectId base = baseTree(exchange);
        JsonNode entries = exchange.body().path("tree");
        List<GitStore.Edit> edits = new ArrayList<>();
        long bytes = 0;
        for (JsonNode entry : entries) {
            String path = entry.path("path").asText();
            exchange.repository().checkPath(exchange.account(), path);
            bytes += entry.path("content").asText("").length();
            edits.add(edit(store, entry, path));
        }
        if (edits.size() > MAXIMUM_TREE_ENTRIES || bytes > MAXIMUM_TREE_BYTES) {
            throw new Refusal(
                    422,
                    "Sorry, your request timed out. It's likely that your input was too large to process."
                            + " Consider building the tree incrementally, or building the commits you need in a local"
                            + " clone of the repository and then pushing them to GitHub.");
        }
        ObjectId id = store.writeTree(base, edits);
        return Reply.created(treeJson(exchange, id, false));
    }

    private static @Nullable ObjectId baseTree(Exchange exchange) {
        String base = exchange.text("base_tree", "");
        if (base.isEmpty()) {
            return null;
        }
        if (!ObjectId.isId(base) || !exchange.store().has(ObjectId.fromString(base), Constants.OBJ_TREE)) {
            throw new Refusal(422, "base_tree is not a valid tree oid");
        }
        return ObjectId.fromString(base);
    }

    private static GitStore.Edit edit(GitStore store, JsonNode entry, String path) {
        boolean hasContent = entry.hasNonNull("content");
        boolean hasSha = entry.has("sha");
        if (path.isEmpty() || path.startsWith("/") || path.contains("//") || path.contains("..")) {
            throw new Refusal(422, "tree.path contains a malformed path component");
        }
        if (hasContent == hasSha) {
            throw new Refusal(
                    422,
                    hasContent
                            ? "Must supply either tree.sha or tree.content, not both."
                            : "Must supply tree.sha or tree.content");
        }
        if (hasSha && entry.get("sha").isNull()) {
            return new GitStore.Edit(path, FileMode.MISSING, null);
        }
        FileMode mode = FileMode.fromBits(Integer.parseInt(entry.path("mode").asText("100644"), 8));
        if (hasContent) {
            byte[] content = entry.get("content").asText().getBytes(StandardCharsets.UTF_8);
            return new GitStore.Edit(path, mode, store.insertBlob(content));
        }
        ObjectId blob = GitJson.id(entry.get("sha").asText());
        if (!store.has(blob, Constants.OBJ_BLOB)) {
            throw new Refusal(422, "tree.sha " + blob.name() + " is not a valid blob");
        }
        return new GitStore.Edit(path, mode, blob);
    }

    private static Reply tree(Exchange exchange) {
        exchange.repository().requireNotEmpty();
        String name = exchange.at("sha");
        ObjectId id = null;
        if (ObjectId.isId(name) && exchange.store().has(ObjectId.fromString(name), Constants.OBJ_TREE)) {
            id = ObjectId.fromString(name);
        } else {
            RevCommit commit = exchange.store().resolve(name);
            id = commit == null ? null : commit.getTree();
        }
        if (id == null) {
            throw new Refusal(404, "Not Found");
        }
        return Reply.ok(treeJson(exchange, id, exchange.query().containsKey("recursive")));
    }

    private static ObjectNode treeJson(Exchange exchange, ObjectId id, boolean recursive) {
        ArrayNode entries = GitJson.array();
        for (GitStore.Entry entry : exchange.store().entries(id, recursive)) {
            entries.add(GitJson.treeEntry(exchange.store(), entry));
        }
        ObjectNode json = GitJson.object();
        json.put("sha", id.name());
        json.put("url", api(exchange) + "/git/trees/" + id.name());
        json.set("tree", entries);
        json.put("truncated", false);
        return json;
    }

    private static Reply createCommit(Exchange exchange) {
        exchange.require(Permission.CONTENTS);
        exchange.repository().requireNotEmpty();
        GitStore store = exchange.store();
        ObjectId tree = GitJson.id(exchange.text("tree"));
        if (!store.has(tree, Constants.OBJ_TREE)) {
            throw new Refusal(422, "Tree SHA does not exist");
        }
        List<ObjectId> parents = new ArrayList<>();
        for (JsonNode parent : exchange.body().path("parents")) {
            ObjectId id = GitJson.id(parent.asText());
            if (store.commit(id) == null) {
                throw new Refusal(422, "Parent SHA does not exist or is not a commit object");
            }
            parents.add(id);
        }
        String login = exchange.account().login();
        var now = exchange.github().clock().instant();
        PersonIdent author = GitJson.person(exchange.body().get("author"), login, now);
        JsonNode committer = exchange.body().get("committer");
        ObjectId id = store.insertCommit(
                tree,
                parents,
                exchange.text("message"),
                author,
                committer == null ? author : GitJson.person(committer, login, now));
        RevCommit commit = store.commit(id);
        if (commit == null) {
            throw new IllegalStateException("the commit just made is gone");
        }
        return Reply.created(GitJson.gitCommit(commit, api(exchange)));
    }

    private static Reply commit(Exchange exchange) {
        RevCommit commit = exchange.store().commit(GitJson.id(exchange.at("sha")));
        if (commit == null) {
            throw new Refusal(404, "Not Found");
        }
        return Reply.ok(GitJson.gitCommit(commit, api(exchange)));
    }

    private static Reply createTag(Exchange exchange) {
        exchange.require(Permission.CONTENTS);
        ObjectId object = GitJson.id(exchange.text("object"));
        if (exchange.store().commit(object) == null) {
            throw new Refusal(422, "Could not verify object");
        }
        PersonIdent tagger = GitJson.person(
                exchange.body().get("tagger"),
                exchange.account().login(),
                exchange.github().clock().instant());
        ObjectId id = exchange.store()
                .insertTag(exchange.text("tag"), exchange.text("message"), object, Constants.OBJ_COMMIT, tagger);
        return Reply.created(tagJson(exchange, id));
    }

    private static Reply tag(Exchange exchange) {
        return Reply.ok(tagJson(exchange, GitJson.id(exchange.at("sha"))));
    }

    private static ObjectNode tagJson(Exchange exchange, ObjectId id) {
        RevTag tag = exchange.store().tag(id);
        if (tag == null) {
            throw new Refusal(404, "Not Found");
        }
        ObjectNode json = GitJson.object();
        json.put("sha", id.name());
        json.put("tag", tag.getTagName());
        json.put("message", tag.getFullMessage());
        json.set("tagger", GitJson.person(tag.getTaggerIdent()));
        json.set(
                "object",
                GitJson.object()
                        .put("type", "commit")
                        .put("sha", tag.getObject().name()));
        return json;
    }

    private static Reply createRef(Exchange exchange) {
        exchange.require(Permission.CONTENTS);
        exchange.repository().requireNotEmpty();
        String name = exchange.text("ref");
        ObjectId target = GitJson.id(exchange.text("sha"));
        if (!name.startsWith("refs/") || name.split("/", -1).length < 3) {
            throw new Refusal(422, "Reference name must start with 'refs/' and contain at least two slashes.");
        }
        GitStore store = exchange.store();
        if (store.commit(target) == null) {
            throw new Refusal(422, "Object does not exist");
        }
        if (store.ref(name) != null) {
            throw new Refusal(422, "Reference already exists");
        }
        exchange.repository().checkUpdate(exchange.account(), name, target);
        store.setRef(name, target);
        return Reply.created(GitJson.ref(name, target, GitJson.typeName(store, target), api(exchange)));
    }

    private static Reply ref(Exchange exchange) {
        exchange.repository().requireNotEmpty();
        String name = "refs/" + exchange.at("ref");
        ObjectId target = exchange.repository().readRef(name);
        if (target == null) {
            throw new Refusal(404, "Not Found");
        }
        return Reply.ok(GitJson.ref(name, target, GitJson.typeName(exchange.store(), target), api(exchange)));
    }

    private static Reply matchingRefs(Exchange exchange) {
        ArrayNode refs = GitJson.array();
        for (Map.Entry<String, ObjectId> ref :
                exchange.store().refs("refs/" + exchange.at("ref")).entrySet()) {
            refs.add(GitJson.ref(
                    ref.getKey(), ref.getValue(), GitJson.typeName(exchange.store(), ref.getValue()), api(exchange)));
        }
        return Reply.ok(refs);
    }

    private static Reply updateRef(Exchange exchange) {
        exchange.require(Permission.CONTENTS);
        String name = "refs/" + exchange.at("ref");
        ObjectId target = GitJson.id(exchange.text("sha"));
        GitStore store = exchange.store();
        ObjectId old = store.ref(name);
        if (old == null) {
            throw new Refusal(422, "Reference does not exist");
        }
        if (store.commit(target) == null) {
            throw new Refusal(422, "Object does not exist");
        }
        exchange.repository().checkUpdate(exchange.account(), name, target);
        boolean force = exchange.body().path("force").asBoolean(false);
        if (!force && !store.isAncestor(old, target)) {
            throw new Refusal(422, "Update is not a fast forward");
        }
        store.setRef(name, target);
        return Reply.ok(GitJson.ref(name, target, GitJson.typeName(store, target), api(exchange)));
    }

    private static Reply deleteRef(Exchange exchange) {
        exchange.require(Permission.CONTENTS);
        String name = "refs/" + exchange.at("ref");
        if (exchange.store().ref(name) == null) {
            throw new Refusal(422, "Reference does not exist");
        }
        exchange.repository().checkUpdate(exchange.account(), name, null);
        exchange.store().setRef(name, null);
        return Reply.empty(204);
    }

    private static byte[] content(String text, String encoding) {
        if (encoding.equals("utf-8")) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, "content is not valid Base64");
        }
    }

    private static String api(Exchange exchange) {
        return RepositoryRoutes.api(exchange);
    }
}

package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/**
 * The GraphQL interface: reading a head and its directories, {@code createCommitOnBranch}, {@code updateRefs} and
 * {@code markPullRequestReadyForReview}.
 */
final class GraphQlRoutes {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private GraphQlRoutes() {}

    static void addTo(Router router) {
        router.add("POST", "/graphql", GraphQlRoutes::answer);
    }

    /** A value with fields. */
    private interface Node {
        String type();

        @Nullable
        Object field(String name, Map<String, Object> arguments);
    }

    private static Reply answer(Exchange exchange) {
        exchange.account();
        ObjectNode reply = GitJson.object();
        try {
            GraphQlDocument.Operation operation = GraphQlDocument.parse(exchange.text("query"));
            Map<String, Object> variables = variables(exchange.body().path("variables"));
            Node root = operation.mutation() ? new MutationNode(exchange) : new QueryNode(exchange);
            reply.set("data", select(root, operation.selections(), variables));
        } catch (GraphQlFault fault) {
            ArrayNode errors = reply.putArray("errors");
            ObjectNode error = errors.addObject();
            if (fault.type() != null) {
                error.put("type", fault.type());
                reply.putNull("data");
            }
            error.put("message", fault.text());
        }
        return Reply.ok(reply);
    }

    private static Map<String, Object> variables(JsonNode json) {
        Map<String, Object> variables = new LinkedHashMap<>();
        json.properties().forEach(entry -> {
            Object value = JSON.convertValue(entry.getValue(), Object.class);
            variables.put(entry.getKey(), value == null ? Optional.empty() : value);
        });
        return variables;
    }

    private static ObjectNode select(Node node, List<GraphQlDocument.Field> fields, Map<String, Object> variables) {
        ObjectNode result = GitJson.object();
        for (GraphQlDocument.Field field : fields) {
            if (field.name().equals("...")) {
                if (node.type().equals(field.onType())) {
                    result.setAll(select(node, field.selections(), variables));
                }
                continue;
            }
            if (field.name().equals("__typename")) {
                result.put(field.alias(), node.type());
                continue;
            }
            Map<String, Object> arguments = new LinkedHashMap<>();
            field.arguments().forEach((name, value) -> {
                Object given = resolve(value, variables);
                if (given != null) {
                    arguments.put(name, given);
                }
            });
            result.set(field.alias(), render(node.field(field.name(), arguments), field, variables));
        }
        return result;
    }

    private static JsonNode render(@Nullable Object value, GraphQlDocument.Field field, Map<String, Object> variables) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof Node node) {
            if (field.selections().isEmpty()) {
                throw new GraphQlFault(null, "Field must have selections (field '" + field.name() + "')");
            }
            return select(node, field.selections(), variables);
        }
        if (value instanceof List<?> list) {
            ArrayNode array = GitJson.array();
            list.forEach(item -> array.add(render(item, field, variables)));
            return array;
        }
        return JSON.valueToTree(value);
    }

    private static @Nullable Object resolve(Object value, Map<String, Object> variables) {
        if (value instanceof GraphQlDocument.Variable variable) {
            Object given = variables.get(variable.name());
            return given instanceof Optional<?> ? null : given;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> resolved = new LinkedHashMap<>();
            map.forEach((name, inner) -> {
                Object given = inner == null ? null : resolve(inner, variables);
                if (given != null) {
                    resolved.put(String.valueOf(name), given);
                }
            });
            return resolved;
        }
        if (value instanceof List<?> list) {
            List<Object> resolved = new ArrayList<>();
            for (Object inner : list) {
                Object given = resolve(inner, variables);
                if (given != null) {
                    resolved.add(given);
                }
            }
            return resolved;
        }
        return value instanceof Optional<?> ? null : value;
    }

    private static GraphQlFault noField(String type, String name) {
        return new GraphQlFault(null, "Field '" + name + "' doesn't exist on type '" + type + "'");
    }

    private static String string(Map<String, Object> arguments, String name) {
        if (arguments.get(name) instanceof String text) {
            return text;
        }
        throw new GraphQlFault(null, "Argument '" + name + "' has an invalid value. Expected a String.");
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    private static Map<String, Object> object(Map<String, Object> arguments, String name) {
        if (arguments.get(name) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new GraphQlFault(null, "Argument '" + name + "' has an invalid value. Expected an input object.");
    }

    private static List<?> list(Map<String, Object> arguments, String name) {
        return arguments.get(name) instanceof List<?> list ? list : List.of();
    }

    private static void allow(Map<String, Object> input, Set<String> keys, String type) {
        for (String key : input.keySet()) {
            if (!keys.contains(key)) {
                throw new GraphQlFault(null, "InputObject '" + type + "' doesn't accept argument '" + key + "'");
            }
        }
    }

    private record QueryNode(Exchange exchange) implements Node {
        @Override
        public String type() {
            return "Query";
        }

        @Override
        public @Nullable Object field(String name, Map<String, Object> arguments) {
            return switch (name) {
                case "viewer" -> new ViewerNode(exchange.account());
                case "repository" ->
                    new RepositoryNode(
                            exchange,
                            repository(exchange, string(arguments, "owner") + "/" + string(arguments, "name")));
                default -> throw noField("Query", name);
            };
        }
    }

    private static SimulatedRepository repository(Exchange exchange, String fullName) {
        int slash = fullName.indexOf('/');
        SimulatedRepository repository = slash < 0
                ? null
                : exchange.github().byName(fullName.substring(0, slash), fullName.substring(slash + 1));
        if (repository == null || !exchange.account().sees(repository.fullName())) {
            throw new GraphQlFault("NOT_FOUND", "Could not resolve to a Repository with the name '" + fullName + "'.");
        }
        return repository;
    }

    private record ViewerNode(Account account) implements Node {
        @Override
        public String type() {
            return "User";
        }

        @Override
        public Object field(String name, Map<String, Object> arguments) {
            if (name.equals("login")) {
                return account.login();
            }
            throw noField("User", name);
        }
    }

    private record RepositoryNode(Exchange exchange, SimulatedRepository repository) implements Node {
        @Override
        public String type() {
            return "Repository";
        }

        @Override
        public @Nullable Object field(String name, Map<String, Object> arguments) {
            return switch (name) {
                case "id" -> repository.nodeId();
                case "nameWithOwner" -> repository.fullName();
                case "isArchived" -> repository.archived();
                case "isEmpty" -> repository.store().isEmpty();
                case "ref" -> ref(string(arguments, "qualifiedName"));
                case "object" -> gitObject(arguments);
                default -> throw noField("Repository", name);
            };
        }

        private @Nullable Object ref(String qualified) {
            ObjectId target = repository.readRef(qualified);
            return target == null ? null : new RefNode(repository, qualified, target);
        }

        private @Nullable Object gitObject(Map<String, Object> arguments) {
            GitStore store = repository.store();
            if (arguments.containsKey("oid")) {
                ObjectId id = ObjectId.fromString(string(arguments, "oid"));
                RevCommit commit = store.commit(id);
                return commit == null ? null : new CommitNode(repository, commit);
            }
            String expression = string(arguments, "expression");
            int colon = expression.indexOf(':');
            String revision = colon < 0 ? expression : expression.substring(0, colon);
            ObjectId head = repository.readRef(revision.startsWith("refs/") ? revision : Constants.R_HEADS + revision);
            RevCommit commit = head == null ? store.resolve(revision) : store.commit(head);
            if (commit == null || colon < 0) {
                return commit == null ? null : new CommitNode(repository, commit);
            }
            String path = expression.substring(colon + 1);
            if (path.isEmpty()) {
                return new TreeNode(store, commit.getTree());
            }
            GitStore.Entry entry = store.entry(commit.getTree(), path);
            if (entry == null) {
                return null;
            }
            return entry.mode() == FileMode.TREE
                    ? new TreeNode(store, entry.object())
                    : new BlobNode(store, entry.object());
        }
    }

    private record RefNode(SimulatedRepository repository, String name, ObjectId target) implements Node {
        @Override
        public String type() {
            return "Ref";
        }

        @Override
        public @Nullable Object field(String field, Map<String, Object> arguments) {
            return switch (field) {
                case "id" -> "REF_" + name;
                case "name" -> name.substring(name.lastIndexOf('/') + 1);
                case "target" -> {
                    RevCommit commit = repository.store().commit(target);
                    yield commit == null ? null : new CommitNode(repository, commit);
                }
                default -> throw noField("Ref", field);
            };
        }
    }

    private record CommitNode(SimulatedRepository repository, RevCommit commit) implements Node {
        @Override
        public String type() {
            return "Commit";
        }

        @Override
        public Object field(String name, Map<String, Object> arguments) {
            return switch (name) {
                case "id" -> "C_" + commit.name();
                case "oid" -> commit.name();
                case "message" -> GitJson.message(commit);
                case "messageHeadline" -> commit.getShortMessage();
                case "parents" -> new CountNode("CommitConnection", commit.getParentCount());
                case "tree" -> new TreeNode(repository.store(), commit.getTree());
                case "url" -> "https://github.example/" + repository.fullName() + "/commit/" + commit.name();
                default -> throw noField("Commit", name);
            };
        }
    }

    private record CountNode(String type, int count) implements Node {
        @Override
        public Object field(String name, Map<String, Object> arguments) {
            if (name.equals("totalCount")) {
                return count;
            }
            throw noField(type, name);
        }
    }

    private record TreeNode(GitStore store, ObjectId tree) implements Node {
        @Override
        public String type() {
            return "Tree";
        }

        @Override
        public Object field(String name, Map<String, Object> arguments) {
            return switch (name) {
                case "oid" -> tree.name();
                case "entries" -> {
                    List<Node> entries = new ArrayList<>();
                    store.entries(tree, false).forEach(entry -> entries.add(new EntryNode(entry)));
                    yield entries;
                }
                default -> throw noField("Tree", name);
            };
        }
    }

    private record EntryNode(GitStore.Entry entry) implements Node {
        @Override
        public String type() {
            return "TreeEntry";
        }

        @Override
        public Object field(String name, Map<String, Object> arguments) {
            return switch (name) {
                case "name" -> entry.path();
                case "mode" -> entry.mode().getBits();
                case "oid" -> entry.object().name();
                case "type" -> GitJson.type(entry.mode());
                default -> throw noField("TreeEntry", name);
            };
        }
    }

    private record BlobNode(GitStore store, ObjectId blob) implements Node {
        @Override
        public String type() {
            return "Blob";
        }

        @Override
        public Object field(String name, Map<String, Object> arguments) {
            return switch (name) {
                case "oid" -> blob.name();
                case "byteSize" -> store.blob(blob).length;
                default -> throw noField("Blob", name);
            };
        }
    }

    private record MutationNode(Exchange exchange) implements Node {
        @Override
        public String type() {
            return "Mutation";
        }

        @Override
        public @Nullable Object field(String name, Map<String, Object> arguments) {
            Map<String, Object> input = object(arguments, "input");
            try {
                return switch (name) {
                    case "createCommitOnBranch" -> createCommit(input);
                    case "updateRefs" -> updateRefs(input);
                    case "markPullRequestReadyForReview" -> markReady(input);
                    default -> throw noField("Mutation", name);
                };
            } catch (Refusal refusal) {
                String type =
                        refusal.getMessage() != null && refusal.getMessage().contains("not accessible")
                                ? "FORBIDDEN"
                                : "UNPROCESSABLE";
                throw new GraphQlFault(type, String.valueOf(refusal.getMessage()));
            }
        }

        private Node markReady(Map<String, Object> input) {
            allow(input, Set.of("pullRequestId", "clientMutationId"), "MarkPullRequestReadyForReviewInput");
            String id = string(input, "pullRequestId");
            for (SimulatedRepository repository : exchange.github().repositories()) {
                for (SimulatedPull pull : repository.pulls()) {
                    if (repository.pullNodeId(pull).equals(id)
                            && exchange.account().sees(repository.fullName())) {
                        require(repository);
                        pull.markReady();
                        return new Payload(null);
                    }
                }
            }
            throw new GraphQlFault("NOT_FOUND", "Could not resolve to a node with the global id of '" + id + "'");
        }

        private void require(SimulatedRepository repository) {
            Account account = exchange.account();
            if (!account.may(Permission.CONTENTS)) {
                String words = account.kind() == Account.Kind.APP_INSTALLATION
                        ? "Resource not accessible by integration"
                        : "Resource not accessible by personal access token";
                throw new GraphQlFault("FORBIDDEN", words);
            }
            if (repository.archived()) {
                throw new GraphQlFault("UNPROCESSABLE", "Repository was archived so is read-only.");
            }
        }

        private Node createCommit(Map<String, Object> input) {
            allow(
                    input,
                    Set.of("branch", "expectedHeadOid", "fileChanges", "message", "clientMutationId"),
                    "CreateCommitOnBranchInput");
            Map<String, Object> branch = object(input, "branch");
            String name = string(branch, "repositoryNameWithOwner");
            SimulatedRepository repository = repository(exchange, name);
            if (!repository.fullName().equalsIgnoreCase(name)) {
                // what is read follows a renaming; nothing says that a mutation does
                throw new GraphQlFault("NOT_FOUND", "Could not resolve to a Repository with the name '" + name + "'.");
            }
            require(repository);
            GitStore store = repository.store();
            String ref = Constants.R_HEADS + string(branch, "branchName");
            String expected = string(input, "expectedHeadOid");
            ObjectId tip = store.ref(ref);
            RevCommit parent = tip == null ? null : store.commit(tip);
            if (parent == null) {
                throw new GraphQlFault(
                        "NOT_FOUND", "A ref with the name '" + string(branch, "branchName") + "' does not exist.");
            }
            if (!parent.name().equals(expected)) {
                throw new GraphQlFault(
                        "STALE_DATA",
                        "Expected branch to point to \"" + expected + "\" but it did not. Pull and try again.");
            }
            List<GitStore.Edit> edits = edits(repository, parent, object(input, "fileChanges"));
            Map<String, Object> message = object(input, "message");
            String body = message.get("body") instanceof String text ? text : "";
            String headline = string(message, "headline");
            var committer = GitJson.person(
                    null, exchange.account().login(), exchange.github().clock().instant());
            ObjectId id = store.insertCommit(
                    store.writeTree(parent.getTree(), edits),
                    List.of(parent),
                    body.isEmpty() ? headline : headline + "\n\n" + body,
                    committer,
                    committer);
            repository.checkUpdate(exchange.account(), ref, id);
            store.setRef(ref, id);
            RevCommit commit = store.commit(id);
            return new Payload(commit == null ? null : new CommitNode(repository, commit));
        }

        private List<GitStore.Edit> edits(
                SimulatedRepository repository, RevCommit parent, Map<String, Object> changes) {
            List<GitStore.Edit> edits = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            allow(changes, Set.of("additions", "deletions"), "FileChanges");
            for (Object addition : list(changes, "additions")) {
                Map<String, Object> file = object(Map.of("additions", addition), "additions");
                allow(file, Set.of("path", "contents"), "FileAddition");
                String path = path(repository, seen, file);
                byte[] content = java.util.Base64.getDecoder().decode(string(file, "contents"));
                edits.add(new GitStore.Edit(
                        path, FileMode.REGULAR_FILE, repository.store().insertBlob(content)));
            }
            for (Object deletion : list(changes, "deletions")) {
                Map<String, Object> file = object(Map.of("deletions", deletion), "deletions");
                String path = path(repository, seen, file);
                if (repository.store().entry(parent.getTree(), path) == null) {
                    throw new GraphQlFault(
                            "UNPROCESSABLE", "A path was requested for deletion which does not exist: " + path);
                }
                edits.add(new GitStore.Edit(path, FileMode.MISSING, null));
            }
            return edits;
        }

        private String path(SimulatedRepository repository, Set<String> seen, Map<String, Object> file) {
            String path = string(file, "path");
            try {
                repository.checkPath(exchange.account(), path);
            } catch (Refusal hidden) { // only REST hides it
                throw new GraphQlFault(
                        "UNPROCESSABLE",
                        "refusing to allow a Personal Access Token to create or update workflow `" + path
                                + "` without `workflow` scope");
            }
            if (!seen.add(path)) {
                throw new GraphQlFault("UNPROCESSABLE", "A path was given more than once: " + path);
            }
            return path;
        }

        private Node updateRefs(Map<String, Object> input) {
            allow(input, Set.of("repositoryId", "refUpdates", "clientMutationId"), "UpdateRefsInput");
            SimulatedRepository repository = exchange.github().byNodeId(string(input, "repositoryId"));
            if (repository == null || !exchange.account().sees(repository.fullName())) {
                throw new GraphQlFault(
                        "NOT_FOUND",
                        "Could not resolve to a node with the global id of '" + string(input, "repositoryId") + "'");
            }
            require(repository);
            GitStore store = repository.store();
            Map<String, @Nullable ObjectId> targets = new LinkedHashMap<>();
            for (Object item : list(input, "refUpdates")) {
                Map<String, Object> update = object(Map.of("refUpdates", item), "refUpdates");
                allow(update, Set.of("name", "beforeOid", "afterOid", "force"), "RefUpdate");
                String name = string(update, "name");
                ObjectId after = ObjectId.fromString(string(update, "afterOid"));
                ObjectId now = store.ref(name);
                if (update.containsKey("beforeOid")) {
                    ObjectId before = ObjectId.fromString(string(update, "beforeOid"));
                    ObjectId actual = now == null ? ObjectId.zeroId() : now;
                    if (!actual.equals(before)) {
                        throw new GraphQlFault("UNPROCESSABLE", "Something went wrong while updating refs.");
                    }
                }
                if (after.equals(ObjectId.zeroId())) {
                    repository.checkUpdate(exchange.account(), name, null);
                    targets.put(name, null);
                    continue;
                }
                if (store.commit(after) == null) {
                    throw new GraphQlFault("UNPROCESSABLE", "Object does not exist");
                }
                if (now != null && !Boolean.TRUE.equals(update.get("force")) && !store.isAncestor(now, after)) {
                    throw new GraphQlFault("UNPROCESSABLE", "Update is not a fast forward");
                }
                repository.checkUpdate(exchange.account(), name, after);
                targets.put(name, after);
            }
            targets.forEach(store::setRef);
            return new Payload(null);
        }
    }

    private record Payload(@Nullable CommitNode commit) implements Node {
        @Override
        public String type() {
            return "Payload";
        }

        @Override
        public @Nullable Object field(String name, Map<String, Object> arguments) {
            return switch (name) {
                case "clientMutationId" -> null;
                case "commit" -> commit;
                default -> throw noField("Payload", name);
            };
        }
    }
}

package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** Git's objects in GitHub's JSON. */
final class GitJson {
    private GitJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** A time as GitHub writes it: whole seconds in UTC. */
    static String time(Instant when) {
        return DateTimeFormatter.ISO_INSTANT.format(when.truncatedTo(ChronoUnit.SECONDS));
    }

    static ObjectNode person(PersonIdent person) {
        return object().put("name", person.getName())
                .put("email", person.getEmailAddress())
                .put("date", DateTimeFormatter.ISO_INSTANT.format(person.getWhenAsInstant()));
    }

    /** A commit as the Git Data interface shows it. */
    static ObjectNode gitCommit(RevCommit commit, String api) {
        ObjectNode json = object();
        json.put("sha", commit.name());
        json.put("node_id", "C_" + commit.name());
        json.put("url", api + "/git/commits/" + commit.name());
        json.set("author", person(commit.getAuthorIdent()));
        json.set("committer", person(commit.getCommitterIdent()));
        json.set(
                "tree",
                object().put("sha", commit.getTree().name())
                        .put("url", api + "/git/trees/" + commit.getTree().name()));
        json.put("message", message(commit));
        json.set("parents", parents(commit, api));
        json.set("verification", object().put("verified", false).put("reason", "unsigned"));
        return json;
    }

    /** A commit as the list of commits shows it. */
    static ObjectNode commit(RevCommit commit, String api) {
        ObjectNode inner = gitCommit(commit, api);
        inner.remove(List.of("sha", "node_id", "parents"));
        ObjectNode json = object();
        json.put("sha", commit.name());
        json.put("node_id", "C_" + commit.name());
        json.set("commit", inner);
        json.put("url", api + "/commits/" + commit.name());
        json.putNull("author");
        json.putNull("committer");
        json.set("parents", parents(commit, api));
        return json;
    }

    /** GitHub leaves out the break that git puts at the end of a message. */
    static String message(RevCommit commit) {
        return commit.getFullMessage().replaceFirst("\\n+$", "");
    }

    static ObjectNode ref(String name, ObjectId target, String type, String api) {
        ObjectNode json = object();
        json.put("ref", name);
        json.put("node_id", "REF_" + name);
        json.put("url", api + "/git/" + name);
        json.set("object", object().put("sha", target.name()).put("type", type).put("url", api + "/git/objects"));
        return json;
    }

    static ObjectNode treeEntry(GitStore store, GitStore.Entry entry) {
        String type = type(entry.mode());
        ObjectNode json = object();
        json.put("path", entry.path());
        json.put("mode", String.format("%06o", entry.mode().getBits()));
        json.put("type", type);
        json.put("sha", entry.object().name());
        if (type.equals("blob")) {
            json.put("size", store.blob(entry.object()).length);
        }
        return json;
    }

    static String type(FileMode mode) {
        if (mode == FileMode.TREE) {
            return "tree";
        }
        return mode == FileMode.GITLINK ? "commit" : "blob";
    }

    static ObjectNode file(DiffEntry entry) {
        ObjectNode json = object();
        boolean deleted = entry.getChangeType() == DiffEntry.ChangeType.DELETE;
        json.put("sha", (deleted ? entry.getOldId() : entry.getNewId()).name());
        json.put("filename", deleted ? entry.getOldPath() : entry.getNewPath());
        switch (entry.getChangeType()) {
            case ADD -> json.put("status", "added");
            case MODIFY -> json.put("status", "modified");
            case DELETE -> json.put("status", "removed");
            case RENAME -> json.put("status", "renamed").put("previous_filename", entry.getOldPath());
            case COPY -> json.put("status", "copied").put("previous_filename", entry.getOldPath());
        }
        return json;
    }

    /** The person in a request, with GitHub's rule that a date without an offset is in UTC. */
    static PersonIdent person(@Nullable JsonNode json, String login, Instant now) {
        if (json == null || !json.isObject()) {
            return new PersonIdent(login, login + "@users.noreply.github.com", now, ZoneOffset.UTC);
        }
        String date = json.path("date").asText("");
        try {
            OffsetDateTime when = date.isEmpty() ? now.atOffset(ZoneOffset.UTC) : OffsetDateTime.parse(date);
            return new PersonIdent(
                    json.path("name").asText(), json.path("email").asText(), when.toInstant(), when.getOffset());
        } catch (DateTimeException e) {
            throw new Refusal(422, "Invalid request.\n\n\"" + date + "\" is not a valid date.");
        }
    }

    static ObjectId id(String text) {
        if (!ObjectId.isId(text)) {
            throw new Refusal(422, "The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
        }
        return ObjectId.fromString(text);
    }

    static String typeName(GitStore store, ObjectId id) {
        return store.has(id, Constants.OBJ_TAG) ? "tag" : "commit";
    }

    private static ArrayNode parents(RevCommit commit, String api) {
        ArrayNode parents = array();
        for (RevCommit parent : commit.getParents()) {
            parents.add(object().put("sha", parent.name()).put("url", api + "/commits/" + parent.name()));
        }
        return parents;
    }
}

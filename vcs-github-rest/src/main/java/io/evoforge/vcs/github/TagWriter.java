package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.Tag;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Makes annotated tags, and tells whether a name is free. */
final class TagWriter {
    private final GitHubApi api;

    TagWriter(GitHubApi api) {
        this.api = api;
    }

    static ObjectNode person(Signature signature) {
        return GitHubApi.object()
                .put("name", signature.name())
                .put("email", signature.email())
                .put("date", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(signature.when()));
    }

    /** Makes the tag object, which nobody sees without a reference, and gives its id. */
    String writeObject(Tag tag, CommitId commit, Signature tagger) {
        ObjectNode body = GitHubApi.object()
                .put("tag", tag.name().value())
                .put("message", tag.message())
                .put("object", commit.hex())
                .put("type", "commit");
        body.set("tagger", person(tagger));
        return api.send("POST", "/git/tags", body, GitHubApi.Repeat.SAFE)
                .path("sha")
                .asText();
    }

    /** The id that the tag's reference has, if it exists. */
    Optional<String> reference(Tag tag) {
        return api.find("/git/ref/tags/" + GitHubApi.quoted(tag.name().value()))
                .map(json -> json.path("object").path("sha").asText());
    }

    /** The commit that the tag names, annotated or not, if there is such a tag. */
    Optional<CommitId> commit(Tag tag) {
        return api.find("/git/ref/tags/" + GitHubApi.quoted(tag.name().value()))
                .map(json -> json.path("object"))
                .map(object -> object.path("type").asText().equals("tag")
                        ? api.get("/git/tags/" + object.path("sha").asText()).path("object")
                        : object)
                .map(object -> new CommitId(object.path("sha").asText()));
    }

    /** Makes the reference; one that has this id already is as good. */
    void writeReference(Tag tag, String object) {
        ObjectNode body = GitHubApi.object().put("ref", tag.name().ref()).put("sha", object);
        try {
            api.send("POST", "/git/refs", body, GitHubApi.Repeat.SAFE);
        } catch (GitHubFault e) {
            if (e.kind() != GitHubFault.Kind.EXISTS
                    || !reference(tag).filter(object::equals).isPresent()) {
                throw e;
            }
        }
    }

    /** The commit that an annotated tag names, if the reference exists. */
    boolean namesOther(Tag tag, CommitId commit, String object) {
        Optional<String> there = reference(tag);
        if (there.isEmpty() || there.get().equals(object) || there.get().equals(commit.hex())) {
            return false;
        }
        Optional<JsonNode> annotated = api.find("/git/tags/" + there.get());
        return annotated
                .map(json -> !json.path("object").path("sha").asText().equals(commit.hex()))
                .orElse(true);
    }

    static GitHubFault taken(Tag tag) {
        return new GitHubFault(
                GitHubFault.Kind.INVALID,
                422,
                "the tag '" + tag.name() + "' exists already and names another commit",
                "Choose another name, or remove the tag.",
                null);
    }
}

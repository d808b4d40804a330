package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads files, and remembers the latest of them by the id of their content, which never changes. */
final class Files {
    private static final long REMEMBERED_BYTES = 16L * 1024 * 1024;

    private final GitHubApi api;
    private final Map<String, FileContent> remembered = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    Files(GitHubApi api) {
        this.api = api;
    }

    /** The content with this id. */
    FileContent blob(String id) {
        FileContent known = get(id);
        if (known == null) {
            known = FileContent.of(api.bytes("/git/blobs/" + id));
            remember(id, known);
        }
        return known;
    }

    /** A file in a commit; empty if the commit has no such file. */
    Optional<FileContent> read(CommitId commit, RepositoryPath path) {
        Optional<JsonNode> found = api.find("/contents/" + path + "?ref=" + commit.hex());
        if (found.isEmpty()) {
            api.get("/git/commits/" + commit.hex()); // there is a commit, or this says that there is none
            return Optional.empty();
        }
        JsonNode file = found.get();
        return file.isObject() && file.path("type").asText().equals("file")
                ? Optional.of(blob(file.path("sha").asText()))
                : Optional.empty();
    }

    synchronized void remember(String id, FileContent content) {
        if (content.size() > REMEMBERED_BYTES / 4 || remembered.put(id, content) != null) {
            return;
        }
        size += content.size();
        var oldest = remembered.entrySet().iterator();
        while (size > REMEMBERED_BYTES && oldest.hasNext()) {
            size -= oldest.next().getValue().size();
            oldest.remove();
        }
    }

    private synchronized @org.jspecify.annotations.Nullable FileContent get(String id) {
        return remembered.get(id);
    }
}

package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request on its way through the routes. */
record Exchange(
        SimulatedGitHub github,
        @Nullable SimulatedRepository repositoryOrNull,
        @Nullable Account accountOrNull,
        String requestedPath,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        JsonNode body) {

    SimulatedRepository repository() {
        if (repositoryOrNull == null) {
            throw new Refusal(404, "Not Found");
        }
        return repositoryOrNull;
    }

    GitStore store() {
        return repository().store();
    }

    Account account() {
        if (accountOrNull == null) {
            throw new Refusal(401, "Requires authentication");
        }
        return accountOrNull;
    }

    String at(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no '" + name + "'");
        }
        return value;
    }

    int number(String name) {
        try {
            return Integer.parseInt(at(name));
        } catch (NumberFormatException e) {
            throw new Refusal(404, "Not Found");
        }
    }

    /** A number from the query string, within GitHub's bounds for pages. */
    int page(String name, int otherwise) {
        String value = query.get(name);
        return value == null ? otherwise : Math.max(1, Integer.parseInt(value));
    }

    int perPage() {
        return Math.min(100, page("per_page", 30));
    }

    /** The part of {@code all} that the query asks for. */
    ArrayNode part(ArrayNode all) {
        long first = (page("page", 1) - 1L) * perPage();
        ArrayNode part = GitJson.array();
        for (long i = first; i < Math.min(all.size(), first + perPage()); i++) {
            part.add(all.get((int) i));
        }
        return part;
    }

    /** A list in GitHub's pages, with the links between them. */
    Reply paged(ArrayNode all) {
        return Reply.ok(part(all)).withHeader("Link", links(all.size()));
    }

    /** The links of a list of so many; empty on its last page. */
    String links(int count) {
        int page = page("page", 1);
        int pages = (count + perPage() - 1) / perPage();
        if (page >= pages) {
            return "";
        }
        String url = github().apiUrl() + requestedPath() + "?per_page=" + perPage() + "&page=";
        return "<" + url + (page + 1) + ">; rel=\"next\", <" + url + pages + ">; rel=\"last\"";
    }

    /** A string of the body that has to be there. */
    String text(String field) {
        JsonNode node = body.get(field);
        if (node == null || !node.isTextual()) {
            throw new Refusal(422, "Invalid request.\n\n\"" + field + "\" wasn't supplied.");
        }
        return node.textValue();
    }

    String text(String field, String otherwise) {
        JsonNode node = body.get(field);
        return node == null || !node.isTextual() ? otherwise : node.textValue();
    }

    void require(Permission permission) {
        if (!account().may(permission)) {
            throw account().lacking(permission);
        }
        if (repository().archived()) {
            throw new Refusal(403, "Repository was archived so is read-only.");
        }
    }
}

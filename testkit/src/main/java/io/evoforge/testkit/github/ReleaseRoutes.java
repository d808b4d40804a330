package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/** Tags as a list, and releases. */
final class ReleaseRoutes {
    private ReleaseRoutes() {}

    static void addTo(Router router) {
        router.addForRepository("GET", "/tags", ReleaseRoutes::tags);
        router.addForRepository("POST", "/releases", ReleaseRoutes::create);
        router.addForRepository("GET", "/releases", ReleaseRoutes::list);
        router.addForRepository("GET", "/releases/tags/{tag+}", ReleaseRoutes::byTag);
    }

    private static Reply tags(Exchange exchange) {
        ArrayNode tags = GitJson.array();
        for (Map.Entry<String, ObjectId> ref :
                exchange.store().refs(Constants.R_TAGS).entrySet()) {
            RevCommit commit = exchange.store().commit(ref.getValue());
            if (commit != null) {
                ObjectNode tag = GitJson.object();
                tag.put("name", ref.getKey().substring(Constants.R_TAGS.length()));
                tag.set("commit", GitJson.object().put("sha", commit.name()));
                tags.add(tag);
            }
        }
        return exchange.paged(tags);
    }

    private static Reply create(Exchange exchange) {
        exchange.require(Permission.CONTENTS);
        String tag = exchange.text("tag_name");
        if (exchange.repository().releaseList().stream()
                .anyMatch(release -> release.tag().equals(tag))) {
            throw new Refusal(422, "Validation Failed")
                    .withError("Release", "already_exists", "tag_name already exists");
        }
        GitStore store = exchange.store();
        if (store.ref(Constants.R_TAGS + tag) == null) {
            RevCommit target = store.resolve(
                    exchange.text("target_commitish", exchange.repository().defaultBranch()));
            if (target == null) {
                throw new Refusal(422, "Validation Failed")
                        .withError("Release", "invalid", "target_commitish is invalid");
            }
            store.setRef(Constants.R_TAGS + tag, target.getId());
        }
        SimulatedRelease release = new SimulatedRelease(
                exchange.repository().releaseList().size() + 1,
                tag,
                exchange.text("name", tag),
                exchange.text("body", ""),
                exchange.body().path("draft").asBoolean(),
                exchange.body().path("prerelease").asBoolean());
        exchange.repository().releaseList().add(release);
        return Reply.created(json(exchange, release));
    }

    private static Reply list(Exchange exchange) {
        ArrayNode releases = GitJson.array();
        exchange.repository().releaseList().forEach(release -> releases.insert(0, json(exchange, release)));
        return exchange.paged(releases);
    }

    private static Reply byTag(Exchange exchange) {
        return exchange.repository().releaseList().stream()
                .filter(release -> release.tag().equals(exchange.at("tag")))
                .findFirst()
                .map(release -> Reply.ok(json(exchange, release)))
                .orElseThrow(() -> new Refusal(404, "Not Found"));
    }

    private static ObjectNode json(Exchange exchange, SimulatedRelease release) {
        return GitJson.object()
                .put("id", release.id())
                .put("tag_name", release.tag())
                .put("name", release.name())
                .put("body", release.body())
                .put("draft", release.draft())
                .put("prerelease", release.prerelease())
                .put(
                        "html_url",
                        exchange.github().origin() + "/" + exchange.repository().fullName() + "/releases/tag/"
                                + release.tag());
    }
}

package io.evoforge.dashboard;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of the page, read once from the jar. Only files that are named here are ever served. */
final class Assets {
    private static final List<String> FILES = List.of(
            "index.html",
            "openapi.json",
            "app.css",
            "icon.svg",
            "main.js",
            "now.js",
            "api.js",
            "dom.js",
            "format.js",
            "charts.js",
            "overview.js",
            "candidates.js",
            "frames.js",
            "lineage.js",
            "log.js",
            "chat.js");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, byte[]> contents = new HashMap<>();

    Assets() {
        for (String file : FILES) {
            contents.put(file, read(file));
        }
    }

    void serve(Context context, String file) {
        byte[] content = contents.get(file);
        if (content == null) {
            throw new Refused(404, "There is no such file.");
        }
        context.contentType(TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "text/plain"))
                .result(content);
    }

    private static byte[] read(String file) {
        try (InputStream in = Assets.class.getResourceAsStream("page/" + file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the page's file '" + file + "' is missing from the jar; build it again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

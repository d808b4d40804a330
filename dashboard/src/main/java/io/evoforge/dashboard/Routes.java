package io.evoforge.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which request is answered by what, and who may make it. */
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final RoutesConfig routes;
    private final Access access;
    private final Assets assets;
    private final Api api;
    private final FramesApi frames;
    private final EventStream events;
    private final PrometheusText metrics;

    /** A request that only who is signed in may make. */
    record Route(HandlerType method, String path, Handler handler) {}

    Routes(
            RoutesConfig routes,
            Access access,
            Assets assets,
            Api api,
            FramesApi frames,
            EventStream events,
            PrometheusText metrics) {
        this.routes = routes;
        this.access = access;
        this.assets = assets;
        this.api = api;
        this.frames = frames;
        this.events = events;
        this.metrics = metrics;
    }

    void add() {
        routes.before(context -> {
            access.protect(context);
            access.requireOwn(context);
        });
        routes.get("/", context -> assets.serve(context, "index.html"));
        routes.get("/app/{file}", context -> assets.serve(context, context.pathParam("file")));
        routes.get("/health", context -> Json.answer(context, Map.of("status", "ok")));
        routes.post("/api/session", context -> {
            access.signIn(context, Bodies.json(context).path("token").asText());
            context.status(204);
        });
        for (Route route : guarded()) {
            routes.addHttpHandler(route.method(), route.path(), context -> {
                access.requireSignedIn(context);
                route.handler().handle(context);
            });
        }
        routes.exception(
                Refused.class,
                (refused, context) -> problem(context, refused.status(), String.valueOf(refused.getMessage())));
        routes.exception(
                HttpResponseException.class,
                (e, context) -> problem(context, e.getStatus(), String.valueOf(e.getMessage())));
        routes.exception(Exception.class, (e, context) -> {
            LOG.error("{} {} failed", context.req().getMethod(), context.path(), e);
            problem(context, 500, "This failed (" + e.getClass().getSimpleName() + "); the log says more.");
        });
        routes.error(404, context -> {
            if (context.result() == null || !context.path().startsWith("/api/")) {
                problem(context, 404, "There is nothing here. See /api for what there is.");
            }
        });
    }

    private List<Route> guarded() {
        return List.of(
                new Route(HandlerType.GET, "/metrics", metrics::serve),
                new Route(HandlerType.GET, "/api", context -> assets.serve(context, "openapi.json")),
                new Route(HandlerType.DELETE, "/api/session", context -> {
                    access.signOut(context);
                    context.status(204);
                }),
                new Route(HandlerType.GET, "/api/overview", api::overview),
                new Route(HandlerType.GET, "/api/versions", api::versions),
                new Route(HandlerType.GET, "/api/curves", api::curves),
                new Route(HandlerType.GET, "/api/anchors", api::anchors),
                new Route(HandlerType.GET, "/api/frames/{version}", frames::offer),
                new Route(HandlerType.GET, "/api/frames/{version}/{kind}", frames::picture),
                new Route(HandlerType.GET, "/api/candidates", api::candidates),
                new Route(HandlerType.GET, "/api/candidates/{number}", api::candidate),
                new Route(HandlerType.GET, "/api/lineage", api::lineage),
                new Route(HandlerType.GET, "/api/log", api::log),
                new Route(HandlerType.GET, "/api/events", events::serve),
                new Route(HandlerType.POST, "/api/run", api::run),
                new Route(HandlerType.POST, "/api/chat", api::chat));
    }

    private static void problem(Context context, int status, String message) {
        context.status(status);
        Json.answer(context, Map.of("error", message));
    }
}

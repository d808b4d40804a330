package io.evoforge.dashboard;

import io.evoforge.dashboard.model.CandidateState;
import io.evoforge.dashboard.model.RunModel;
import io.evoforge.dashboard.model.VersionRow;
import io.evoforge.dashboard.port.AnchorShelf;
import io.evoforge.dashboard.port.Chat;
import io.evoforge.dashboard.port.RunControl;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the JSON interface. Reads from the model alone, so no answer waits for anybody. */
final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final int MOST_ROWS = 200;
    private static final int MOST_UNDER_WAY = 6;
    private static final int LONGEST_MESSAGE = 8_000;

    private final DashboardSettings settings;
    private final RunModel model;
    private final RunFollower follower;
    private final RepositoryFacts repository;
    private final @Nullable RunControl control;
    private final @Nullable Chat chat;
    private final AnchorShelf anchors;
    private final FramesApi frames;
    private final Semaphore talking = new Semaphore(1);

    Api(
            DashboardSettings settings,
            RunModel model,
            RunFollower follower,
            RepositoryFacts repository,
            @Nullable RunControl control,
            @Nullable Chat chat,
            AnchorShelf anchors,
            FramesApi frames) {
        this.settings = settings;
        this.model = model;
        this.follower = follower;
        this.repository = repository;
        this.control = control;
        this.chat = chat;
        this.anchors = anchors;
        this.frames = frames;
    }

    void overview(Context context) {
        RunControl.Activity activity = control == null ? null : control.activity();
        Long budget = activity == null || activity.budgetMicrodollars() == null
                ? settings.budgetMicrodollars()
                : activity.budgetMicrodollars();
        List<VersionRow> versions = model.versions();
        Json.answer(
                context,
                new Overview(
                        follower.isCaughtUp(),
                        follower.problem(),
                        model.totals(),
                        Overview.Repository.of(settings, model, versions, repository.known(), repository.budget()),
                        versions.stream()
                                .filter(version -> version.commit() == null && !version.withdrawn())
                                .toList(),
                        model.underWay(MOST_UNDER_WAY),
                        budget,
                        activity,
                        chat == null ? null : chat.name(),
                        chat == null || chat.spentMicrodollars().isEmpty()
                                ? null
                                : chat.spentMicrodollars().getAsLong(),
                        settings.referencePsnrDb(),
                        frames.isOffered()));
    }

    void versions(Context context) {
        Json.answer(context, model.versions());
    }

    void curves(Context context) {
        Json.answer(context, model.curves());
    }

    void anchors(Context context) {
        Json.answer(context, model.anchors(anchors));
    }

    void candidates(Context context) {
        String state = context.queryParam("state");
        String search = context.queryParam("search");
        Json.answer(
                context,
                model.candidates(
                        state == null || state.isEmpty() ? null : state(state),
                        search == null ? "" : search,
                        number(context, "before", Long.MAX_VALUE),
                        limit(context, 50)));
    }

    private static CandidateState state(String name) {
        try {
            return CandidateState.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "There is no state of this name. See /api.");
        }
    }

    void candidate(Context context) {
        long number = parsed("number", context.pathParam("number"));
        Json.answer(
                context,
                model.candidate(number).orElseThrow(() -> new Refused(404, "There is no candidate " + number + ".")));
    }

    void lineage(Context context) {
        Json.answer(context, model.lineage());
    }

    void log(Context context) {
        int limit = limit(context, 100);
        if ("true".equals(context.queryParam("milestones"))) {
            Json.answer(context, model.milestonesBefore(number(context, "before", Long.MAX_VALUE), limit));
            return;
        }
        Json.answer(
                context,
                context.queryParam("after") == null
                        ? model.logBefore(number(context, "before", Long.MAX_VALUE), limit)
                        : model.logAfter(number(context, "after", 0), limit));
    }

    void run(Context context) throws IOException {
        String action = Bodies.json(context).path("action").asText();
        RunControl led = control;
        if (led == null) {
            throw new Refused(
                    409,
                    "This dashboard only watches. Start it as `evoforge serve --run` to lead a run from the page.");
        }
        boolean done;
        try {
            done = switch (action) {
                case "start" -> led.start();
                case "pause" -> led.pause();
                default -> throw new Refused(400, "The action is 'start' or 'pause'.");
            };
        } catch (Refused e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("the run cannot {}", action, e);
            throw new Refused(409, String.valueOf(e.getMessage()));
        }
        if (!done) {
            throw new Refused(
                    409, action.equals("start") ? "The run works already." : "No run works here, so none can pause.");
        }
        follower.hurry();
        Json.answer(context, Map.of("activity", led.activity()));
    }

    void chat(Context context) throws IOException {
        String message = Bodies.json(context).path("message").asText().strip();
        Chat partner = chat;
        if (partner == null) {
            throw new Refused(409, "Nobody answers in the chat of this dashboard.");
        }
        if (message.isEmpty() || message.length() > LONGEST_MESSAGE) {
            throw new Refused(400, "A message has 1 to " + LONGEST_MESSAGE + " characters.");
        }
        if (!talking.tryAcquire()) {
            throw new Refused(429, "The message before this one is still being answered.");
        }
        try {
            context.contentType("text/plain; charset=utf-8");
            OutputStream out = context.res().getOutputStream();
            try {
                partner.send(message, piece -> write(out, piece));
            } catch (UncheckedIOException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.warn("a chat message was not answered", e);
                write(out, "This did not work: " + e.getMessage());
            }
        } finally {
            talking.release();
            follower.hurry();
            repository.hurry();
        }
    }

    private static void write(OutputStream out, String piece) {
        try {
            out.write(piece.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the client went away", e);
        }
    }

    private static int limit(Context context, int otherwise) {
        return (int) Math.max(1, Math.min(MOST_ROWS, number(context, "limit", otherwise)));
    }

    private static long number(Context context, String name, long otherwise) {
        String text = context.queryParam(name);
        return text == null || text.isEmpty() ? otherwise : parsed(name, text);
    }

    private static long parsed(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Refused(400, "'" + name + "' is a whole number.");
        }
    }
}

package io.evoforge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.testkit.MutableClock;
import io.evoforge.testkit.browser.Browser;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page as a person uses it, in a real browser. */
@SuppressWarnings("NullAway.Init") // every test begins with serve(), or serves by itself
class DashboardBrowserIT {
    private static final String HOSTILE =
            "<img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script> & 'quotes' javascript:1";

    private static Browser browser;

    private final Clock clock = new MutableClock(Instant.parse("2026-11-23T12:30:00Z"));
    private Dashboard dashboard;

    @BeforeAll
    static void open() {
        browser = Browser.open();
    }

    @AfterAll
    static void quit() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void close() {
        dashboard.close();
        browser.go("about:blank");
    }

    private void serve(Dashboard.Sources sources) {
        dashboard = Dashboard.start(DashboardSettings.DEFAULT, sources, clock);
        browser.resize(1280, 900);
        browser.complaints(); // of another test
        browser.go(dashboard.url() + "#token=" + dashboard.token().reveal());
        browser.find("#live");
    }

    @Test
    void a_run_is_started_watched_live_and_committed_from_the_chat() {
        StagedRun run = new StagedRun();
        serve(new Dashboard.Sources(run, null, run, run));
        browser.untilTextHas("There is no run in this directory yet");
        browser.picture("empty");

        browser.click("#start");
        browser.untilTextHas("Bitrate over versions");
        browser.click(".tabs a[href='#/candidates']");
        browser.untilTextHas("No candidate yet");
        run.story().asked();
        browser.untilTextHas("no answer yet");
        run.story().worse("Wider search window");
        run.story().better("Predicts DC from the block to the left", 0.8);
        browser.find("tr[data-candidate='3']");
        browser.untilTextHas("adopted as v2");

        browser.click(".tabs a[href='#/chat']");
        WebElement message = browser.find("textarea");
        message.sendKeys("Commit the latest improvements to GitHub", Keys.ENTER);
        browser.untilTextHas("✅ Committed v2 to GitHub <b>now</b>");
        browser.picture("chat");

        browser.click(".tabs a[href='#/']");
        browser.until(
                "the commit is the latest",
                () -> browser.script("return document.querySelector('#latest-commit')?.innerText")
                        .startsWith("cccccccc"));
        assertThat(points("training")).containsExactly("1 0.400", "2 0.320");
        browser.click("#pause");
        browser.find("#start");
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.script("return location.href")).doesNotContain("token");
    }

    /** Read in one step, because the page is drawn anew with every event. */
    private static List<String> points(String series) {
        String found = browser.script("return [...document.querySelectorAll(\"circle[data-series='" + series
                + "']\")].map(point => `${point.dataset.x} ${Number(point.dataset.y).toFixed(3)}`).join('\\n')");
        return found.lines().toList();
    }

    @Test
    void what_a_person_has_to_see_to_stands_first_and_in_the_title() {
        StagedRun run = new StagedRun();
        serve(new Dashboard.Sources(run, null, run, run));
        browser.click("#start");
        browser.untilTextHas("✓ Everything that was adopted is published");
        assertThat(browser.script("return document.title")).doesNotContain("(!)");

        run.story().better("Fewer bits", 0.8);
        run.story().delay("the remote refused: no permission");
        run.story().asked();

        browser.untilTextHas("v2 is not published yet. the remote refused: no permission A person has to mend this;"
                + " then say “commit” in the chat.");
        browser.untilTextHas("1 version waits to be published: v2.");
        browser.untilTextHas("#2 scripted is asked");
        browser.until(
                "the title warns", () -> browser.script("return document.title").startsWith("(!) v2"));
        browser.picture("failing");
        browser.resize(390, 844);
        browser.picture("phone-failing");
        browser.resize(1280, 900);

        browser.click(".tabs a[href='#/log']");
        browser.untilTextHas("asked scripted");
        browser.script("const which = document.querySelector('[aria-label=\"Which events\"]');"
                + " which.value = 'milestones'; which.dispatchEvent(new Event('change'))");
        browser.until("only versions are told", () -> !browser.text().contains("asked scripted"));
        assertThat(browser.text()).contains("v2 is the champion", "v2 is not published yet");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void what_a_model_wrote_never_becomes_part_of_the_page() {
        RunStory story = RunStory.begun();
        story.better(HOSTILE, 0.8);
        story.refused(HOSTILE, HOSTILE);
        story.delay(HOSTILE);
        serve(new Dashboard.Sources(story, null, null, new EchoChat(new StringBuilder())));
        browser.untilTextHas("Bitrate over versions");

        for (String view : List.of("", "candidates", "candidates/1", "candidates/2", "lineage", "log", "chat")) {
            browser.script("location.hash = '#/" + view + "'");
            String sign = view.equals("chat") ? "Ask about the run" : "onerror";
            browser.until(view + " is shown", () -> browser.text().contains(sign));
            assertThat(browser.all("main img, main script, main b")).as(view).isEmpty();
        }
        browser.find("textarea").sendKeys(HOSTILE, Keys.ENTER);
        browser.untilTextHas("You said: <img");

        assertThat(browser.script("return window.harmed")).isEqualTo("null");
        assertThat(browser.all("main img")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void five_thousand_candidates_stay_usable_at_any_width() {
        RunStory story = RunStory.of(5_000, 40);
        serve(new Dashboard.Sources(story, null, new RecordingControl(), new EchoChat(new StringBuilder()))
                .with(new StagedFrames(), StagedAnchors.ONE));
        browser.until("all candidates are there", () -> browser.text().contains("5,000"));
        browser.picture("overview-desktop");
        assertThat(points("held-out")).hasSize(40);
        assertThat(browser.all("polyline[data-anchor='H.264 (x264 medium)']")).hasSize(1);

        browser.click(".tabs a[href='#/candidates']");
        browser.find("tr[data-candidate='5000']");
        browser.picture("candidates-desktop");
        assertThat(browser.all("tbody tr")).hasSize(50);
        browser.find("input[type=search]").sendKeys("step 390");
        browser.until("it is found", () -> browser.all("tbody tr").size() == 1);
        browser.click("tbody a");
        browser.untilTextHas("Change of the source");
        browser.picture("candidate-desktop");
        browser.click(".tabs a[href='#/frames']");
        browser.until("three pictures are there", () -> picturesLoaded() == 3);
        browser.picture("frames-desktop");
        browser.script("const quality = document.querySelectorAll('.pick select')[2];"
                + " quality.value = '20'; quality.dispatchEvent(new Event('change'))");
        browser.untilTextHas("at quality 20");
        browser.until("three other pictures are there", () -> picturesLoaded() == 3);
        browser.click(".tabs a[href='#/lineage']");
        browser.find(".ancestor");
        browser.picture("lineage-desktop");
        browser.click(".tabs a[href='#/log']");
        browser.find("#log li");
        browser.picture("log-desktop");

        browser.resize(390, 844);
        for (String view : List.of("", "candidates/390", "candidates", "lineage", "frames", "log", "chat")) {
            browser.script("location.hash = '#/" + view + "'");
            browser.until(view + " is shown", () -> !browser.all("main .card").isEmpty());
            browser.picture("phone-" + (view.isEmpty() ? "overview" : view.replace('/', '-')));
            assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
                    .as(view + " fits a phone")
                    .isEqualTo("true");
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void who_waits_for_frames_can_look_at_something_else() {
        CountDownLatch coded = new CountDownLatch(1);
        serve(Dashboard.Sources.of(RunStory.of(12, 2))
                .with(
                        (source, group, sequence) -> {
                            await(coded);
                            return List.of();
                        },
                        StagedAnchors.ONE));
        try {
            browser.click(".tabs a[href='#/frames']");
            browser.untilTextHas("v2 codes the sequence");
            browser.click(".tabs a[href='#/lineage']");
            browser.untilTextHas("each square is a candidate");
            assertThat(browser.all("main[aria-busy]")).isEmpty();
        } finally {
            coded.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many pictures of a frame the browser could read. */
    private static int picturesLoaded() {
        return Integer.parseInt(browser.script("return [...document.querySelectorAll('.frames img')]"
                + ".filter(image => image.complete && image.naturalWidth === " + StagedFrames.WIDTH + ").length"));
    }

    @Test
    void who_has_no_token_is_asked_for_it_and_the_keyboard_is_enough() {
        dashboard = Dashboard.start(DashboardSettings.DEFAULT, Dashboard.Sources.of(RunStory.of(12, 2)), clock);
        browser.driver().manage().deleteAllCookies();
        browser.go(dashboard.url().toString());
        browser.find("input").sendKeys("wrong", Keys.ENTER);
        browser.untilTextHas("This is not the token");
        WebElement field = browser.find("input");
        field.clear();
        field.sendKeys(dashboard.token().reveal(), Keys.ENTER);
        browser.untilTextHas("Bitrate over versions");

        for (int i = 0;
                i < 30
                        && !browser.script("return document.activeElement.hash ?? ''")
                                .equals("#/lineage");
                i++) {
            new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
        }
        new Actions(browser.driver()).sendKeys(Keys.ENTER).perform();

        browser.untilTextHas("each square is a candidate");
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("main");
    }
}

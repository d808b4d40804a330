package io.evoforge.testkit.browser;

import io.evoforge.testkit.process.ExternalProgram;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;

/**
 * Chromium without a window, as Debian ships it. Who uses it declares Selenium's chrome driver and support, which this
 * module does not bring.
 */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** A browser, or the end of the test: skipped where there is none, failed where there has to be one. */
    public static Browser open() {
        ExternalProgram.require("chromium", "apt-get install chromium");
        ExternalProgram.require("chromedriver", "apt-get install chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // it runs as root in a container, and sees only our own page
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-quic",
                "--no-first-run",
                "--hide-scrollbars",
                "--force-prefers-reduced-motion");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver"))
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static File program(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> new File(folder, name))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow();
    }

    /** What this drives, for what only Selenium can do. */
    public ChromeDriver driver() {
        return driver;
    }

    /** Makes the window so large. */
    public void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Opens an address. */
    public void go(String url) {
        driver.get(url);
    }

    /** The element, as soon as there is one. */
    public WebElement find(String selector) {
        until(
                "there is " + selector,
                () -> !driver.findElements(By.cssSelector(selector)).isEmpty());
        return driver.findElement(By.cssSelector(selector));
    }

    /** The elements that are there now. */
    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** The text of the page, read in one step, because the page changes under us. */
    public String text() {
        return script("return document.body.innerText");
    }

    /** What a script returns, as text. */
    public String script(String source) {
        return String.valueOf(driver.executeScript(source));
    }

    /** Presses an element, as soon as there is one, in one step with finding it. */
    public void click(String selector) {
        find(selector);
        driver.executeScript("document.querySelector(arguments[0]).click()", selector);
    }

    /** Waits until the page shows {@code text}. */
    public void untilTextHas(String text) {
        until("the page says '" + text + "'", () -> text().contains(text));
    }

    /** Waits until {@code condition} holds, and fails with the page's text if it never does. */
    public void until(String what, BooleanSupplier condition) {
        try {
            new FluentWait<>(driver).withTimeout(PATIENCE).pollingEvery(PAUSE).until(page -> condition.getAsBoolean());
        } catch (TimeoutException e) {
            throw new AssertionError("waited until " + what + "; the page says: " + text(), e);
        }
    }

    /** What the page complained about since this was asked last. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Leaves a picture in the build's directory, for people to look at. */
    public void picture(String name) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "screenshots"));
            Files.write(directory.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}

package org.sipacc.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.sipacc.acceptance.server.Repository;

/** Chromium without a window, on the console of one server. */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ChromeDriver driver;
  private final URI console;

  /** A browser that nobody has logged in with. */
  public Browser(URI console) {
    this.console = console;
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en-GB",
        "--window-size=1280,1000");
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .usingAnyFreePort()
                .build(),
            options);
  }

  /** Goes to a page of the console, as {@code #/calls?code=4xx}, and loads it anew. */
  public Browser open(String hash) {
    String address = console.resolve("/") + hash;
    if (driver.getCurrentUrl().equals(address)) {
      driver.navigate().refresh();
    } else {
      driver.get(address);
    }
    return this;
  }

  /** Logs in on the page that is shown. */
  public Browser logIn(String user, String password) {
    field("User").sendKeys(user);
    field("Password").sendKeys(password, Keys.ENTER);
    return this;
  }

  /** Waits until the page shows a text. */
  public Browser expect(String text) {
    try {
      new WebDriverWait(driver, PATIENCE).until(page -> text().contains(text));
    } catch (TimeoutException e) {
      throw new AssertionError("\"" + text + "\" is not shown, but:\n" + text(), e);
    }
    return this;
  }

  /** Waits until the page no longer shows a text. */
  public Browser expectNo(String text) {
    new WebDriverWait(driver, PATIENCE).until(page -> !text().contains(text));
    return this;
  }

  /** What a person can read. */
  public String text() {
    return String.valueOf(driver.executeScript("return document.body.innerText"));
  }

  public String title() {
    return driver.getTitle();
  }

  /** What is after the address's hash. */
  public String place() {
    return String.valueOf(driver.executeScript("return location.hash"));
  }

  /** The field with this label. */
  public WebElement field(String label) {
    String path =
        "//label[starts-with(normalize-space(), '%1$s')]//*[self::input or self::select or self::textarea]"
            + " | //*[@id = //label[starts-with(normalize-space(), '%1$s')]/@for]"
            + " | //*[@aria-label = '%1$s']";
    return find(By.xpath(path.formatted(label)));
  }

  /** Presses the first button or link that says this. */
  public Browser press(String label) {
    WebElement element =
        find(
            By.xpath(
                "//*[(self::button or self::a or self::summary) and (normalize-space() = '%1$s' or @aria-label = '%1$s')]"
                    .formatted(label)));
    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
    element.click();
    return this;
  }

  /** Whether a button or link says this. */
  public boolean offers(String label) {
    return !driver
        .findElements(
            By.xpath("//*[(self::button or self::a) and normalize-space() = '" + label + "']"))
        .isEmpty();
  }

  /** Presses keys, wherever the focus is. */
  public Browser type(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
    return this;
  }

  /** The text, label or placeholder of what has the focus. */
  public String focus() {
    WebElement active = driver.switchTo().activeElement();
    return active.getAccessibleName();
  }

  private WebElement find(By by) {
    return new WebDriverWait(driver, PATIENCE)
        .until(
            page ->
                page.findElements(by).stream()
                    .filter(WebElement::isDisplayed)
                    .findFirst()
                    .orElse(null));
  }

  public Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Light or dark. */
  public Browser prefers(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    return this;
  }

  /** As the page is printed, or as it is shown. */
  public Browser onPaper(boolean paper) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia", Map.of("media", paper ? "print" : "screen"));
    return this;
  }

  public Browser size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
    return this;
  }

  /** Keeps a picture of the page below {@code target/screenshots}. */
  public Browser picture(String name) {
    try {
      Path directory = Files.createDirectories(Repository.target("screenshots"));
      Files.write(directory.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** What axe-core finds wrong with the page for people who do not see or use a mouse. */
  public List<String> accessibilityProblems() {
    if (!Boolean.TRUE.equals(driver.executeScript("return typeof axe !== 'undefined'"))) {
      driver.executeScript(axe());
    }
    Object found =
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "axe.run(document, {resultTypes: ['violations']}).then(result => done("
                + "result.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))))");
    assertThat(found).isInstanceOf(List.class);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  private static String axe() {
    try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}

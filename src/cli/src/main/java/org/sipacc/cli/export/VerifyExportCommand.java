package org.sipacc.cli.export;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.cli.output.TextTable;
import org.sipacc.cli.output.TextTable.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sipacc export verify}. */
@Command(
    name = "verify",
    description =
        "Reads files again and compares them with their manifests. The exit status is 0 only if"
            + " every file is what its manifest says.",
    mixinStandardHelpOptions = true)
final class VerifyExportCommand implements Callable<Integer> {
  private static final String MANIFEST = ".manifest.json";
  private static final int WRONG = 1;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files of rows, or directories, of which every one is looked at.")
  private List<Path> paths;

  @Override
  public Integer call() {
    TextTable table = new TextTable(List.of("file", "rows", "seconds", "result"));
    boolean right = true;
    for (Path file : files()) {
      List<String> problems = new ArrayList<>();
      ExportedRows rows = check(file, problems);
      right &= problems.isEmpty();
      table.add(
          List.of(
              Cell.of(file.toString()),
              Cell.number(Long.toString(rows.rows())),
              Cell.number(Long.toString(rows.millis() / 1000)),
              Cell.of(problems.isEmpty() ? "as its manifest says" : String.join("; ", problems))));
    }
    table.print(spec.commandLine().getOut());
    return right ? 0 : WRONG;
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(filesOf(path));
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        throw new CommandFailedException("there is no file " + path);
      }
    }
    if (files.isEmpty()) {
      throw new CommandFailedException("there are no files of rows (.jsonl.gz) in " + paths);
    }
    return files;
  }

  private static List<Path> filesOf(Path directory) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.jsonl.gz")) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.sort(null);
    return files;
  }

  private static ExportedRows check(Path file, List<String> problems) {
    ExportedRows rows;
    try {
      rows = ExportedRows.read(file);
    } catch (IOException | JsonException e) {
      problems.add("it cannot be read: " + e.getMessage());
      return ExportedRows.NONE;
    }
    Path manifest = file.resolveSibling(file.getFileName() + MANIFEST);
    if (!Files.exists(manifest)) {
      problems.add("it has no manifest, so it was not finished");
      return rows;
    }
    try (JsonReader reader = Json.createReader(Files.newInputStream(manifest))) {
      JsonObject says = reader.readObject();
      compare("rows", says.getJsonNumber("rows").longValue(), rows.rows(), problems);
      compare("total_ms", says.getJsonNumber("total_ms").longValue(), rows.millis(), problems);
      compare("first_record_id", says.getString("first_record_id"), rows.first(), problems);
      compare("last_record_id", says.getString("last_record_id"), rows.last(), problems);
      compare("sha256", says.getString("sha256"), rows.sha256(), problems);
    } catch (IOException | JsonException | NullPointerException | ClassCastException e) {
      problems.add("its manifest cannot be read");
    }
    return rows;
  }

  private static void compare(String name, Object says, Object is, List<String> problems) {
    if (!says.equals(is)) {
      problems.add(name + " is " + is + ", the manifest says " + says);
    }
  }
}

package org.sipacc.backends.file;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.FieldDeclarations.Declaration;
import org.sipacc.accounting.parameter.FileFormat;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.backends.file.FileSink.Rotation;
import org.sipacc.delivery.Sink;

/** The sink that writes files, as the parameters want it. */
public final class FileSinks {
  private static final long MEBIBYTE = 1L << 20;

  private FileSinks() {}

  /**
   * The sink; none without {@code file_directory}.
   *
   * @param cursors the directory of the cursor
   * @throws IllegalStateException if {@code file_columns} names a column that does not exist
   */
  public static List<Sink> of(Parameters parameters, Path cursors, ThreadFactory threads) {
    return parameters
        .get(Catalogue.FILE_DIRECTORY)
        .<Sink>map(directory -> sink(parameters, directory, cursors, threads))
        .stream()
        .toList();
  }

  private static FileSink sink(
      Parameters parameters, Path directory, Path cursors, ThreadFactory threads) {
    Backend backend = parameters.get(Catalogue.FILE_RECORDS);
    return new FileSink(
        backend,
        directory,
        format(parameters, backend),
        new Rotation(
            parameters.get(Catalogue.FILE_ROTATE_AFTER),
            parameters.get(Catalogue.FILE_ROTATE_SIZE) * MEBIBYTE),
        cursors,
        InstantSource.system(),
        threads);
  }

  private static RecordFormat format(Parameters parameters, Backend backend) {
    List<String> chosen = parameters.get(Catalogue.FILE_COLUMNS);
    if (parameters.get(Catalogue.FILE_FORMAT) == FileFormat.CSV) {
      List<String> all = columns(parameters, backend);
      check(chosen, all);
      return new CsvFormat(chosen.isEmpty() ? all : chosen);
    }
    List<String> members = new ArrayList<>(RecordColumns.names());
    parameters.extraFields().of(backend).forEach(field -> members.add(field.name()));
    members.add(JsonLinesFormat.LEGS);
    check(chosen, members);
    return new JsonLinesFormat(chosen);
  }

  private static List<String> columns(Parameters parameters, Backend backend) {
    Stream<String> fields =
        Stream.of(parameters.extraFields(), parameters.legFields())
            .flatMap(declared -> declared.of(backend).stream())
            .map(Declaration::name);
    return Stream.concat(RecordColumns.names().stream(), fields).distinct().toList();
  }

  private static void check(List<String> chosen, List<String> all) {
    for (String column : chosen) {
      if (!all.contains(column)) {
        throw new IllegalStateException(
            "sipacc.file_columns: there is no column "
                + column
                + "; there are "
                + String.join(", ", all));
      }
    }
  }
}

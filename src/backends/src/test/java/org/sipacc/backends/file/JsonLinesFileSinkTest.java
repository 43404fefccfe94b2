package org.sipacc.backends.file;

import java.io.StringReader;
import java.util.List;
import javax.json.Json;
import org.sipacc.accounting.TimeOrderedId;

class JsonLinesFileSinkTest extends FileSinkContract {
  @Override
  RecordFormat format() {
    return new JsonLinesFormat(List.of());
  }

  @Override
  TimeOrderedId id(String row) {
    return TimeOrderedId.parse(
        Json.createReader(new StringReader(row)).readObject().getString("record_id"));
  }
}

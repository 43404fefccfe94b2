package org.sipacc.backends.file;

import java.util.List;

class JsonLinesFileSinkTest extends FileSinkContract {
  @Override
  RecordFormat format() {
    return new JsonLinesFormat(List.of());
  }
}

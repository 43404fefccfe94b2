package org.sipacc.backends.file;

class CsvFileSinkTest extends FileSinkContract {
  @Override
  RecordFormat format() {
    return new CsvFormat(RecordColumns.names());
  }
}

package org.sipacc.backends.file;

import org.sipacc.accounting.TimeOrderedId;

class CsvFileSinkTest extends FileSinkContract {
  @Override
  RecordFormat format() {
    return new CsvFormat(RecordColumns.names());
  }

  @Override
  TimeOrderedId id(String row) {
    return TimeOrderedId.parse(row.substring(0, row.indexOf(',')));
  }
}

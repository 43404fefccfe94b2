package org.sipacc.backends.event;

import java.io.IOException;
import java.nio.file.Path;

class TcpSinkTest extends EventSinkContract {
  @Override
  Receiver receiver(Path directory) throws IOException {
    return new TcpReceiver();
  }
}

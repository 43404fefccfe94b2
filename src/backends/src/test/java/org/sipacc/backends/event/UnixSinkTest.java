package org.sipacc.backends.event;

import java.nio.file.Path;

class UnixSinkTest extends EventSinkContract {
  @Override
  Receiver receiver(Path directory) {
    return new UnixReceiver(directory.resolve("s"));
  }
}

package io.hotswap.domain.plugin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where clients put a binary before it is a version.
public interface UploadedBytes {
  /// Prepares for parts.
  ///
  /// @return the name that the parts belong to
  String beginParts(Upload upload);

  /// Addresses that take one PUT each, of exactly the bytes announced and without further
  /// credentials: one for a single piece, or one a part, in order.
  List<UploadAddress> addresses(Upload upload, Duration valid);

  /// @param headers that a PUT there has to carry
  record UploadAddress(String url, Map<String, String> headers) {
    public UploadAddress {
      headers = Map.copyOf(headers);
    }
  }

  /// What is there now. Parts that are all there are put together first.
  Arrival arrived(Upload upload);

  /// @throws java.util.NoSuchElementException when nothing arrived, or it was discarded since
  void fetch(Upload upload, Path into);

  /// Removes what arrived, and what is on its way in parts. The addresses take nothing any more.
  void discard(Upload upload);

  sealed interface Arrival {
    /// @param size of the whole, in bytes
    record Whole(long size) implements Arrival {}

    /// @param missing numbers of the parts that are not there or not whole; 1 for a single piece
    record Partly(List<Integer> missing, Optional<Long> arrived) implements Arrival {
      public Partly {
        missing = List.copyOf(missing);
      }
    }

    /// A part is larger than announced.
    record TooLarge() implements Arrival {}
  }
}

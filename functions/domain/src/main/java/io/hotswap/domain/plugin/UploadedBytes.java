package io.hotswap.domain.plugin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The store that clients upload binaries to before registration.
public interface UploadedBytes {
  /// Begins a multipart upload.
  ///
  /// @return its id, see [Upload#multipartId]
  String beginParts(Upload upload);

  /// Signed addresses that accept one PUT each, of exactly the declared size: one for a single
  /// piece, or one for each part, in order.
  List<UploadAddress> addresses(Upload upload, Duration valid);

  /// @param headers that the PUT must have
  record UploadAddress(String url, Map<String, String> headers) {
    public UploadAddress {
      headers = Map.copyOf(headers);
    }
  }

  /// What has arrived so far. When all parts are complete, they are assembled first.
  Arrival arrived(Upload upload);

  /// @throws java.util.NoSuchElementException when nothing arrived, or it was discarded since
  void fetch(Upload upload, Path into);

  /// Removes what arrived, parts included. The addresses no longer accept anything.
  void discard(Upload upload);

  sealed interface Arrival {
    /// @param size of the whole, in bytes
    record Whole(long size) implements Arrival {}

    /// @param missing numbers of the parts that are missing or incomplete; 1 for a single piece
    /// @param arrived bytes of a single piece, if any arrived
    record Partly(List<Integer> missing, Optional<Long> arrived) implements Arrival {
      public Partly {
        missing = List.copyOf(missing);
      }
    }

    /// A part is larger than declared.
    record TooLarge() implements Arrival {}
  }
}

package io.hotswap.domain.library;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.plugin.UploadedBytes.UploadAddress;
import java.time.Duration;

/// Where libraries are uploaded that no repository has.
public interface LibraryUploads {
  /// A signed address that takes these very bytes and no others, as often as they are sent.
  ///
  /// @param size in bytes
  UploadAddress address(Digest digest, long size, Duration valid);
}

package io.hotswap.domain.library;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.plugin.Upload;
import io.hotswap.domain.plugin.UploadedBytes.UploadAddress;
import io.hotswap.domain.plugin.UploadingPlugins;
import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Takes libraries that no repository has. They are looked at, and stored, by the checks of the
/// first version that pins them.
public final class UploadingLibraries {
  private final StoredLibraries stored;
  private final LibraryUploads uploads;
  private final Duration validity;
  private final InstantSource clock;

  /// @param validity of an address
  public UploadingLibraries(
      StoredLibraries stored, LibraryUploads uploads, Duration validity, InstantSource clock) {
    this.stored = stored;
    this.uploads = uploads;
    this.validity = validity;
    this.clock = clock;
  }

  /// @param address empty where the library is stored already
  public record Ticket(Digest digest, Optional<UploadAddress> address, Instant expiresAt) {}

  public Result<Ticket> begin(Digest digest, long size) {
    if (size > Upload.LARGEST) {
      return Result.refused(UploadingPlugins.tooLarge(size));
    }
    var address =
        stored.find(digest).isPresent()
            ? Optional.<UploadAddress>empty()
            : Optional.of(uploads.address(digest, size, validity));
    return Result.done(new Ticket(digest, address, clock.instant().plus(validity)));
  }
}

package io.hotswap.registration.library;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.library.UploadingLibraries;
import io.hotswap.domain.plugin.UploadedBytes.UploadAddress;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Libraries that no repository has.
@Controller("/api/v1/libraries")
final class LibraryUploadRoutes {
  private final UploadingLibraries uploading;

  LibraryUploadRoutes(UploadingLibraries uploading) {
    this.uploading = uploading;
  }

  record UploadLibrary(String sha256, long size) {}

  /// @param stored whether it is there already, so that nothing has to be sent
  record LibraryUploadView(String digest, boolean stored, Optional<AddressView> upload) {
    static LibraryUploadView of(UploadingLibraries.Ticket it) {
      return new LibraryUploadView(
          it.digest().toString(),
          it.address().isEmpty(),
          it.address().map(address -> AddressView.of(address, it.expiresAt())));
    }
  }

  record AddressView(String url, Map<String, String> headers, Instant expiresAt) {
    static AddressView of(UploadAddress it, Instant expiresAt) {
      return new AddressView(it.url(), it.headers(), expiresAt);
    }
  }

  @Post
  @Operation(Action.UPLOAD_LIBRARY)
  HttpResponse<?> upload(ApiCall call) {
    return call.change(
        UploadLibrary.class,
        (body, id) ->
            uploading
                .begin(Digest.parse(body.sha256()), body.size())
                .map(LibraryUploadView::of)
                .map(ApiAnswer::ok));
  }
}

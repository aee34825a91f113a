package io.hotswap.registration.trust;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.malware.UnblockingBinaries;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;

/// Bytes in which malware was found.
@Controller("/api/v1/trust/blocked/{digest}")
final class BlockedBinaryRoutes {
  private final UnblockingBinaries unblocking;

  BlockedBinaryRoutes(UnblockingBinaries unblocking) {
    this.unblocking = unblocking;
  }

  @Delete
  @Operation(Action.UNBLOCK_BINARY)
  HttpResponse<?> unblock(ApiCall call, String digest) {
    return call.answer(
        unblocking
            .unblock(Digest.parse(digest), call.origin())
            .map(unblocked -> ApiAnswer.noContent()));
  }
}

package io.hotswap.registration.trust;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.revocation.DistrustedRelease.Use;
import io.hotswap.domain.revocation.FindingSigned;
import io.hotswap.domain.revocation.FindingSigned.Signed;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.Optional;

/// What a revocation of a certificate would concern, or does.
@Controller("/api/v1/trust/certificates/{fingerprint}/releases")
final class SignedRoutes {
  private final FindingSigned finding;

  SignedRoutes(FindingSigned finding) {
    this.finding = finding;
  }

  record SignedPage(List<SignedView> items, Optional<String> next) {}

  /// @param tenantIds those that are pinned to it, sorted
  record SignedView(
      PluginId pluginId,
      String plugin,
      String release,
      String use,
      List<String> tenantIds,
      Optional<String> refused) {
    static SignedView of(Signed it) {
      return new SignedView(
          it.pluginId(),
          it.plugin(),
          it.release().release(),
          it.use().getClass().getSimpleName(),
          it.use() instanceof Use.Pinned(var tenants)
              ? tenants.stream().sorted().toList()
              : List.of(),
          it.refused());
    }
  }

  @Get
  @Operation(Action.LIST_SIGNED_RELEASES)
  HttpResponse<?> list(ApiCall call, String fingerprint, @QueryValue Environment environment) {
    var hex = Digest.parse(fingerprint).hex();
    return call.page(page -> Result.done(ApiAnswer.ok(listed(finding.by(hex, environment, page)))));
  }

  private static SignedPage listed(Page<Signed> page) {
    return new SignedPage(
        page.items().stream().map(SignedView::of).toList(), page.next().map(Parameters::next));
  }
}

package io.hotswap.registration;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.SigningVersions;
import io.hotswap.domain.refusal.Result;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Put;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// The signature of a version that is registered already.
@Controller("/api/v1/plugins/{id}/versions/{version}/signature")
final class SignatureRoutes {
  private final SigningVersions signing;

  SignatureRoutes(SigningVersions signing) {
    this.signing = signing;
  }

  record SignVersion(String signature) {}

  @Put
  @Operation(Action.SIGN_VERSION)
  HttpResponse<?> sign(ApiCall call, String id, String version) {
    return call.change(
        SignVersion.class,
        (body, requestId) ->
            signed(
                    PluginId.parse(id),
                    new SemanticVersion(version),
                    body.signature(),
                    call.origin())
                .map(it -> ApiAnswer.ok(SignatureView.of(it.signature()))));
  }

  private Result<PluginVersion> signed(
      PluginId id, SemanticVersion version, String signature, Origin origin) {
    try {
      var scratch = Files.createTempFile("hotswap-signed-", ".bin");
      try {
        return signing.sign(id, version, signature, scratch, origin);
      } finally {
        Files.deleteIfExists(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

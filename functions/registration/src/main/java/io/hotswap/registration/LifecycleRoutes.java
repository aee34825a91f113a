package io.hotswap.registration;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.EndOfLifeAction;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.lifecycle.operations.DeletingVersions;
import io.hotswap.domain.lifecycle.operations.EndingVersions;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import java.time.Instant;
import java.util.Optional;

/// How the life of a version ends.
@Controller("/api/v1/plugins/{id}/versions/{version}")
final class LifecycleRoutes {
  private final EndingVersions ending;
  private final DeletingVersions deleting;

  LifecycleRoutes(EndingVersions ending, DeletingVersions deleting) {
    this.deleting = deleting;
    this.ending = ending;
  }

  record DeprecateVersion(
      String message,
      Optional<String> successor,
      Optional<String> endOfLife,
      Optional<EndOfLifeAction> onEndOfLife) {}

  record WithdrawVersion(String reason) {}

  @Post("/deprecate")
  @Operation(Action.DEPRECATE_VERSION)
  HttpResponse<?> deprecate(ApiCall call, String id, String version) {
    return call.change(
        DeprecateVersion.class,
        (body, requestId) ->
            ending
                .deprecate(
                    command(call, id, version),
                    body.message(),
                    body.successor().map(SemanticVersion::new),
                    body.endOfLife().map(Instant::parse),
                    body.onEndOfLife())
                .map(it -> answer(it, call)));
  }

  @Delete("/deprecate")
  @Operation(Action.END_DEPRECATION)
  HttpResponse<?> endDeprecation(ApiCall call, String id, String version) {
    return call.answer(
        ending.endDeprecation(command(call, id, version)).map(it -> answer(it, call)));
  }

  @Post("/withdraw")
  @Operation(Action.WITHDRAW_VERSION)
  HttpResponse<?> withdraw(ApiCall call, String id, String version) {
    return call.change(
        WithdrawVersion.class,
        (body, requestId) ->
            ending.withdraw(command(call, id, version), body.reason()).map(it -> answer(it, call)));
  }

  @Delete("/withdraw")
  @Operation(Action.END_WITHDRAWAL)
  HttpResponse<?> endWithdrawal(ApiCall call, String id, String version) {
    return call.answer(
        ending.endWithdrawal(command(call, id, version)).map(it -> answer(it, call)));
  }

  @Delete
  @Operation(Action.DELETE_VERSION)
  HttpResponse<?> delete(ApiCall call, String id, String version) {
    return call.answer(
        deleting
            .delete(PluginId.parse(id), new SemanticVersion(version), call.origin())
            .map(it -> ApiAnswer.noContent()));
  }

  private static EndingVersions.Command command(ApiCall call, String id, String version) {
    return new EndingVersions.Command(
        PluginId.parse(id),
        new SemanticVersion(version),
        call.action().operationId(),
        call.origin());
  }

  private static ApiAnswer answer(VersionLifecycle it, ApiCall call) {
    return ApiAnswer.ok(LifecycleView.of(it.lifecycle(), call.disclosure()));
  }
}

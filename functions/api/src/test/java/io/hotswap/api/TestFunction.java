package io.hotswap.api;

import io.hotswap.domain.access.Action;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

final class TestFunction extends ApiFunction {
  static final AtomicInteger EFFECTS = new AtomicInteger();

  TestFunction(Map<String, String> environment) {
    super(environment);
  }

  record Body(String name, String size) {}

  // Other functions' tests have this class on their path, too.
  @Requires(property = "micronaut.application.name", value = "hotswap-test")
  @Controller("/api/v1/plugins")
  static final class Routes {
    @Post
    @Operation(Action.REGISTER_PLUGIN)
    HttpResponse<?> register(ApiCall call) {
      return call.change(
          Body.class,
          (body, id) -> {
            int effect = EFFECTS.incrementAndGet();
            if (body.name().equals("slow")) {
              pause();
            }
            if (effect == 1) {
              fail(body.name());
            }
            return body.name().equals("taken")
                ? Result.refused(ErrorCode.VERSION_EXISTS, "Taken.")
                : Result.done(ApiAnswer.created(Map.of("id", id, "effect", effect)));
          });
    }

    @Get
    @Operation(Action.LIST_PLUGINS)
    HttpResponse<?> list(ApiCall call) {
      return call.page(
          page ->
              Result.done(
                  ApiAnswer.ok(
                      Map.of(
                          "limit", page.limit(),
                          "after", page.after().orElse(""),
                          "caller", call.caller().name(),
                          "traceparent", call.origin().traceparent()))));
    }

    @Delete("/{id}")
    @Operation(Action.DELETE_PLUGIN)
    HttpResponse<?> delete(ApiCall call, String id) {
      return call.answer(Parameters.uuid("id", id).map(it -> ApiAnswer.noContent()));
    }

    private static void fail(String how) {
      switch (how) {
        case "broken" -> throw new IllegalStateException("secret internals");
        case "throttled" -> throw new IllegalStateException(said("ThrottlingException", 400));
        case "down" -> throw said("InternalServerError", 500);
        case "too-large" -> throw said("ValidationException", 400);
        default -> {}
      }
    }

    private static RuntimeException said(String code, int status) {
      return DynamoDbException.builder()
          .statusCode(status)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
          .message("secret table")
          .build();
    }

    private static void pause() {
      try {
        Thread.sleep(300);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  record Wish(String pluginId) {}

  record Steer(Optional<String> reason) {}

  @Requires(property = "micronaut.application.name", value = "hotswap-test")
  @Controller("/api/v1/deployments")
  static final class DeploymentRoutes {
    @Post
    @Operation(Action.CREATE_DEPLOYMENT)
    HttpResponse<?> deploy(ApiCall call, @QueryValue(defaultValue = "false") boolean dryRun) {
      return call.change(
          Wish.class,
          (body, id) ->
              Result.done(
                  ApiAnswer.ok(Map.of("dryRun", dryRun, "effect", EFFECTS.incrementAndGet()))));
    }

    @Post("/{id}/pause")
    @Operation(Action.PAUSE_DEPLOYMENT)
    HttpResponse<?> pause(ApiCall call, String id) {
      return call.change(
          Steer.class,
          (body, requestId) ->
              Result.done(ApiAnswer.ok(Map.of("reason", body.reason().orElse("none"), "id", id))));
    }
  }
}

package io.hotswap.registration.library;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.library.LibraryRepository;
import io.hotswap.domain.library.ManagingRepositories;
import io.hotswap.domain.library.RepositoryList;
import io.hotswap.domain.refusal.Result;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import java.util.List;
import java.util.Optional;

/// From where libraries may be downloaded.
@Controller("/api/v1/repositories")
final class RepositoryRoutes {
  private final ManagingRepositories managing;

  RepositoryRoutes(ManagingRepositories managing) {
    this.managing = managing;
  }

  record SetRepository(String url, Optional<Boolean> privateAddresses) {}

  record RepositoryView(String name, String url, boolean privateAddresses) {
    static RepositoryView of(LibraryRepository it) {
      return new RepositoryView(it.name(), it.url().toString(), it.privateAddresses());
    }
  }

  record RepositoriesView(List<RepositoryView> items) {
    static RepositoriesView of(RepositoryList it) {
      return new RepositoriesView(it.repositories().stream().map(RepositoryView::of).toList());
    }
  }

  @Get
  @Operation(Action.LIST_REPOSITORIES)
  HttpResponse<?> list(ApiCall call) {
    return call.answer(answer(Result.done(managing.current())));
  }

  @Put("/{repository}")
  @Operation(Action.SET_REPOSITORY)
  HttpResponse<?> set(ApiCall call, String repository) {
    return call.change(
        SetRepository.class,
        (body, id) ->
            answer(
                managing.allow(
                    repository, body.url(), body.privateAddresses().orElse(false), call.origin())));
  }

  @Delete("/{repository}")
  @Operation(Action.REMOVE_REPOSITORY)
  HttpResponse<?> remove(ApiCall call, String repository) {
    return call.answer(answer(managing.remove(repository, call.origin())));
  }

  private static Result<ApiAnswer> answer(Result<RepositoryList> list) {
    return list.map(RepositoriesView::of).map(ApiAnswer::ok);
  }
}

package io.hotswap.deployments;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.deployments.wire.LibraryViews.LibraryPage;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.inventory.LibraryQuery;
import io.hotswap.domain.inventory.operations.FindingLibraries;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.Result;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.util.Optional;

/// Who runs a library, for those who read that it is vulnerable.
@Controller("/api/v1/libraries")
final class LibraryRoutes {
  private final FindingLibraries finding;

  LibraryRoutes(FindingLibraries finding) {
    this.finding = finding;
  }

  @Get
  @Operation(Action.LIST_LIBRARIES)
  HttpResponse<?> list(
      ApiCall call, @QueryValue String name, @QueryValue Optional<String> version) {
    return call.page(
        page -> Result.done(ApiAnswer.ok(found(LibraryQuery.of(name, version), page))));
  }

  private LibraryPage found(LibraryQuery query, PageRequest page) {
    var found = finding.find(query, page);
    return LibraryPage.of(found, found.next().map(Parameters::next));
  }
}

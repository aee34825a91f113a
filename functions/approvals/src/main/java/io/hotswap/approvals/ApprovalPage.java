package io.hotswap.approvals;

import java.util.List;
import java.util.Optional;

record ApprovalPage(List<ApprovalView> items, Optional<String> next) {}

package io.hotswap.domain.deployment;

import io.hotswap.domain.verdict.Question;
import io.hotswap.domain.verdict.Verdict;
import java.time.Instant;

/// A verdict that decided something, with all that it needs to be given again.
///
/// @param evidence where the counts by tenant are kept that it was given on
public record JudgedStage(
    int stage, Instant at, Question question, Verdict verdict, String evidence) {}

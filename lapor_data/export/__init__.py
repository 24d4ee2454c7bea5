"""Files handed out: letters now; slides, sheets and certificates later."""

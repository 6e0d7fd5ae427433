/*
 * THE list of fix strategies, sorted by id. A new one is a file with a row, and a line here.
 */
#include "fix/strategies.h"

const FixStrategy *const fix_table[] = {
    &fix_async_mutex,       &fix_bind_temporary,      &fix_bound_add_send,
    &fix_boxed_future,      &fix_cell_to_sync,        &fix_channel,
    &fix_drop_before_await, &fix_dyn_add_send,        &fix_error_add_send_sync,
    &fix_feature_flag,      &fix_future_add_send,     &fix_instrument,
    &fix_map_err,           &fix_move_into_task,      &fix_own_capture,
    &fix_rc_to_arc,         &fix_relax_send,          &fix_self_by_mut_ref,
    &fix_spawn_local,       &fix_unsafe_send_wrapper, &fix_wrap_in_mutex,
};

const size_t fix_table_count = sizeof fix_table / sizeof *fix_table;

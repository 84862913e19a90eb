// SPDX-License-Identifier: Apache-2.0
/* Own helpers: machine code and Python functions; a part of runtime.c. */

int PyGILState_Ensure(void);
void PyGILState_Release(int);
void *PyObject_CallFunction(void *, const char *, ...);
u64 PyLong_AsUnsignedLongLongMask(void *);
void PyErr_WriteUnraisable(void *);
int PyErr_CheckSignals(void);
void PyErr_Fetch(void **, void **, void **);
void PyErr_NormalizeException(void **, void **, void **);
int PyException_SetTraceback(void *, void *);
void Py_DecRef(void *);

typedef u64 native_fn(u64, u64, u64, u64, u64);

u64 pp_native(struct state *st, u64 code, u64 a, u64 b, u64 c, u64 d, u64 e, u32 at)
{
	return ((native_fn *)P(code))(a, b, c, d, e);
}

/*
 * The run is a ctypes call, which let go of the interpreter lock. `function` catches what it
 * raises and notes the fault; without a result there was no memory even for that.
 */
u64 pp_python(struct state *st, u64 function, u64 a, u64 b, u64 c, u64 d, u64 e, u32 at)
{
	int lock = PyGILState_Ensure();
	void *result = PyObject_CallFunction(P(function), "KKKKKKI", N(st), a, b, c, d, e, at);
	u64 value = 0;

	if (result) {
		value = PyLong_AsUnsignedLongLongMask(result);
		Py_DecRef(result);
	} else {
		PyErr_WriteUnraisable(P(function));
		fail(st, FAULT_HELPER, at, 0, 0);
	}
	PyGILState_Release(lock);
	return value;
}

/* Keeps what Python raised in `raised`, with the interpreter lock. */
static void keep_raised(struct state *st)
{
	void *type = NULL, *value = NULL, *trace = NULL;

	PyErr_Fetch(&type, &value, &trace);
	PyErr_NormalizeException(&type, &value, &trace);
	if (trace)
		PyException_SetTraceback(value, trace);
	Py_DecRef(type);
	Py_DecRef(trace);
	st->raised = N(value);
}

/*
 * Lets the handlers of signals run that have come meanwhile (PyErr_CheckSignals(), which only the main
 * thread may ask); nonzero when one of them raised, with what it raised in `raised`.
 */
u64 pp_attend(struct state *st)
{
	int lock = PyGILState_Ensure();
	u64 stops = PyErr_CheckSignals() != 0;

	if (stops)
		keep_raised(st);
	PyGILState_Release(lock);
	return stops;
}

/* Has Python end the changes that no run has any more; nonzero, as of pp_attend(), when it raised. */
static u64 settle(struct state *st, u64 function)
{
	int lock = PyGILState_Ensure();
	void *result = PyObject_CallFunction(P(function), NULL);

	if (result)
		Py_DecRef(result);
	else
		keep_raised(st);
	PyGILState_Release(lock);
	return !result;
}
